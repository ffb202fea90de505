namespace ActorServer.Http;

/// <summary>What the server does for one <see cref="Refusal"/>.</summary>
/// <param name="Status">The status code; 499 is for the log only and never sent.</param>
/// <param name="ReasonPhrase">The reason phrase of the status line.</param>
/// <param name="Sentence">One sentence for the client, with its full stop.</param>
/// <param name="Clause">The clause that decides, such as <c>RFC 9112 §3</c>; empty when none does.</param>
/// <param name="Key">The full name of the configuration key that decides, or null when none does.</param>
/// <param name="Closes">True when the connection always closes; false when it stays open, unless a body is unread.</param>
/// <param name="Severity">How the log tells of it.</param>
public sealed record RefusalEntry(
    int Status, string ReasonPhrase, string Sentence, string Clause, string? Key, bool Closes, RefusalSeverity Severity);
