using System.Collections.Frozen;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>Where an application may see or answer something else on ActorServer than on Kestrel, with the reason. Everything else is the same.</summary>
public sealed record Differences
{
    /// <summary>Fields that are not compared.</summary>
    internal static readonly FrozenSet<string> Fields = new[]
    {
        "Date",         // the time of the answer
        "Server",       // the server's name
        "X-Request-ID", // ActorServer gives the client the id of its log line
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>ActorServer refuses TRACE, which gives a request's fields back to whoever made a browser send it (RFC 9110 §9.3.8).</summary>
    public required bool TakesTrace { get; init; }

    /// <summary>An answer of ActorServer's own, such as 500 for an application that threw, says in a line of text what happened; Kestrel's is empty.</summary>
    public required bool ExplainsFailures { get; init; }

    /// <summary>Kestrel hands a connection over to an application that upgrades it; ActorServer tells the application that there is no upgrade.</summary>
    public required bool UpgradesConnections { get; init; }

    /// <summary>
    /// Kestrel takes a client that closes its sending side for one that has left. ActorServer tells the application so by RequestAborted, and still sends the
    /// answer of one that does not watch it: half-close is legal (RFC 9112 §9.6).
    /// </summary>
    public required bool AbortsAtHalfClose { get; init; }

    /// <summary>Kestrel counts the framing of a chunked body to its size; ActorServer counts the bytes that the application sees.</summary>
    public required bool CountsFraming { get; init; }

    /// <summary>Kestrel has response trailers on HTTP/2 and later; ActorServer sends them on HTTP/1.1 too (RFC 9112 §7.1.2).</summary>
    public required bool SendsTrailers { get; init; }

    /// <summary>
    /// ActorServer refuses what two readers may read as two requests; Kestrel prefers the chunks when a length is there too (RFC 9112 §6.3 allows both).
    /// </summary>
    public required bool TakesLengthBesideChunks { get; init; }

    /// <summary>ActorServer drops a field with an underscore in its name, which gateways of the CGI kind cannot tell from one with a hyphen.</summary>
    public required bool TakesUnderscores { get; init; }

    /// <summary>Kestrel refuses a value that is not UTF-8; ActorServer gives its bytes as Latin-1, which the field's grammar allows (RFC 9110 §5.5).</summary>
    public required bool TakesLatin1 { get; init; }

    /// <summary>Where target and Host differ ActorServer goes by the target (RFC 9112 §3.2.2); Kestrel refuses the request.</summary>
    public required bool PrefersAuthorityOfTarget { get; init; }

    /// <summary>ActorServer takes a well-formed X-Request-ID for the identifier of the request.</summary>
    public required bool TakesRequestId { get; init; }
}
