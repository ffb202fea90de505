namespace ActorServer.Server.Configuration;

/// <summary>One thing that is wrong with what the server was told.</summary>
/// <param name="Place">Where: <c>app.yaml:3</c>, <c>hocon/production.conf</c> or <c>--port</c>.</param>
/// <param name="Sentence">What happened, what was allowed, which key decides, what to do.</param>
internal sealed record Problem(string Place, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Sentence}";
}
