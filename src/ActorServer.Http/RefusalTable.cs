using static ActorServer.Http.RefusalSeverity;

namespace ActorServer.Http;

/// <summary>
/// The one table from reason to status, sentence, clause and connection. To add a reason: add it to <see cref="Refusal"/>, add its
/// line here, and a test for it; a reason without a line fails the tests.
/// </summary>
public static class RefusalTable
{
    private const string Connection = "actor-server.connection.";
    private const string Gateway = "actor-server.gateway.";

    private static readonly RefusalEntry[] Entries = [.. Enum.GetValues<Refusal>().Select(Describe)];

    /// <summary>The entry of a reason.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The entry; the same instance for the same reason.</returns>
    public static RefusalEntry Of(Refusal reason) => Entries[(int)reason];

    private static RefusalEntry Describe(Refusal reason) => reason switch
    {
        Refusal.NotTls => Malformed("This port speaks TLS: ask for https instead of http.", "RFC 9110 §4.2.2"),
        Refusal.NoClientCertificate => Forbidden("This server serves clients with a certificate only.", "client-certificates"),
        Refusal.InvalidClientCertificate => Forbidden("The client's certificate is not one that this server trusts.", "client-ca"),

        Refusal.BareLineFeed => Malformed("A line must end with CRLF, not with a line feed alone.", "RFC 9112 §2.2"),
        Refusal.BareCarriageReturn => Malformed("A carriage return must be followed by a line feed.", "RFC 9112 §2.2"),
        Refusal.TooManyEmptyLines => Malformed("At most 8 empty lines may stand before a request line.", "RFC 9112 §2.2"),

        Refusal.MalformedRequestLine => Malformed("The request line must be a method, one space, a target, one space and a version.", "RFC 9112 §3"),
        Refusal.InvalidMethod => Malformed("The method must be a token.", "RFC 9110 §9.1"),
        Refusal.InvalidTarget => Malformed("The target must have printable ASCII characters only; others are percent-encoded.", "RFC 9112 §3.2"),
        Refusal.FragmentInTarget => Malformed("The target must not have a fragment.", "RFC 9112 §3.2"),
        Refusal.NulInTarget => Malformed("The target must not have %00.", "RFC 3986 §7.3"),
        Refusal.UnknownTargetForm => Malformed("The target must be a path or an absolute http or https address.", "RFC 9112 §3.2"),
        Refusal.AsteriskWithoutOptions => Malformed("The target * is for OPTIONS only.", "RFC 9112 §3.2.4"),
        Refusal.InvalidAuthority => Malformed("The authority of the target must be a host with an optional port.", "RFC 9112 §3.2.2"),
        Refusal.InvalidVersion => Malformed("The version must be HTTP/ with one digit, a point and one digit.", "RFC 9112 §2.3"),
        Refusal.UnsupportedVersion => Close(505, "HTTP Version Not Supported", "This server speaks HTTP/1.1 and HTTP/1.0.", "RFC 9110 §15.6.6"),
        Refusal.ConnectNotSupported => Close(501, "Not Implemented", "This server is no proxy: CONNECT is not supported.", "RFC 9110 §9.3.6"),
        Refusal.TraceNotAllowed => new(
            405, "Method Not Allowed", "TRACE is not allowed: it would show fields to scripts.", "RFC 9110 §9.3.8", null, Closes: false, Debug),

        Refusal.LeadingSpace => Malformed("A field line must not begin with white space; folded lines are obsolete.", "RFC 9112 §5.2"),
        Refusal.MissingColon => Malformed("A field line must have a colon behind its name.", "RFC 9112 §5"),
        Refusal.EmptyFieldName => Malformed("A field name must not be empty.", "RFC 9110 §5.1"),
        Refusal.InvalidFieldName => Malformed("A field name must be a token.", "RFC 9110 §5.1"),
        Refusal.SpaceBeforeColon => Malformed("The colon must follow the field name without white space.", "RFC 9112 §5.1"),
        Refusal.InvalidFieldValue => Malformed("A field value must not have controls but the tab.", "RFC 9110 §5.5"),
        Refusal.MissingHost => Malformed("An HTTP/1.1 request must have a Host field.", "RFC 9112 §3.2"),
        Refusal.RepeatedHost => Malformed("Host must not be repeated.", "RFC 9112 §3.2"),
        Refusal.InvalidHost => Malformed("Host must be one host with an optional port.", "RFC 9112 §3.2"),
        Refusal.RepeatedContentType => Malformed("Content-Type must not be repeated.", "RFC 9110 §5.3"),
        Refusal.RepeatedExpect => Malformed("Expect must not be repeated.", "RFC 9110 §5.3"),
        Refusal.UnknownExpectation => Close(417, "Expectation Failed", "The only expectation is 100-continue.", "RFC 9110 §10.1.1"),

        Refusal.InvalidContentLength => Malformed("Content-Length must be 1 to 19 digits.", "RFC 9110 §8.6"),
        Refusal.RepeatedContentLength => Malformed("Content-Length must not be repeated.", "RFC 9112 §6.3"),
        // RFC 9112 §6.3 would let a server take Transfer-Encoding for true; guessing enables smuggling.
        Refusal.ContentLengthWithTransferEncoding => Malformed("Content-Length and Transfer-Encoding must not both be given.", "RFC 9112 §6.3"),
        Refusal.RepeatedTransferEncoding => Malformed("Transfer-Encoding must not be repeated.", "RFC 9112 §6.1"),
        Refusal.InvalidTransferEncoding => Malformed("Transfer-Encoding must be chunked, once.", "RFC 9112 §6.1"),
        Refusal.TransferEncodingOnHttp10 => Malformed("HTTP/1.0 has no Transfer-Encoding.", "RFC 9112 §6.1"),
        Refusal.UnknownTransferCoding => Close(501, "Not Implemented", "The only transfer coding is chunked.", "RFC 9112 §6.1"),

        Refusal.InvalidChunkSize => Malformed("A chunk size must be hex digits alone.", "RFC 9112 §7.1"),
        Refusal.ChunkSizeTooLong => Malformed("A chunk size must have at most 16 digits.", "RFC 9112 §7.1"),
        Refusal.InvalidChunkExtension => Malformed("A chunk extension must be names with optional values.", "RFC 9112 §7.1.1"),
        Refusal.ChunkOverheadTooLarge => Malformed("Chunk sizes and extensions are out of proportion.", "RFC 9112 §7.1.1", "max-chunk-overhead"),
        Refusal.ChunkDataNotTerminated => Malformed("A chunk's data must be followed by CRLF.", "RFC 9112 §7.1"),
        Refusal.ForbiddenTrailer => Malformed("A trailer must not name a framing, routing, authentication or content field.", "RFC 9110 §6.5.1"),

        Refusal.RequestLineTooLong => Close(414, "URI Too Long", "The request line is too long.", "RFC 9112 §3", "max-request-line"),
        Refusal.HeaderBlockTooLarge => TooLarge("The fields are too large.", "max-header-block"),
        Refusal.TooManyFields => TooLarge("There are too many fields.", "max-fields"),
        Refusal.BodyTooLarge => Close(413, "Content Too Large", "The body is too large.", "RFC 9110 §15.5.14", "max-body"),
        Refusal.HeadTooSlow => TooSlow("The request did not arrive in time.", "head-timeout"),
        Refusal.BodyTooSlow => TooSlow("The body arrived too slowly.", "body-min-rate"),
        Refusal.IncompleteHead => Malformed("The request ended in the middle of its head.", "RFC 9112 §8"),
        Refusal.IncompleteBody => Malformed("The body is shorter than announced.", "RFC 9112 §8"),
        Refusal.ResponseTooSlow => Gone("The client took its response too slowly.", Connection + "write-min-rate"),
        Refusal.ClientLeft => Gone("The client left before its answer.", null),

        Refusal.OutsideRootPath => new(
            404, "Not Found", "Nothing is served at this path.", "RFC 9110 §15.5.5", "actor-server.proxy.root-path", Closes: false, Debug),

        Refusal.QueueFull => Busy("The server is busy: its queue is full.", Gateway + "queue-size"),
        Refusal.WaitedTooLong => Busy("The server is busy: no worker was free in time.", Gateway + "queue-timeout"),
        Refusal.NoWorker => Busy("No worker can take requests at the moment.", null),
        Refusal.Draining => Busy("The server is stopping.", "actor-server.shutdown.drain-timeout"),

        Refusal.WorkerDied => Failed(502, "Bad Gateway", "The worker died while it had the request."),
        Refusal.ApplicationTimedOut => Failed(504, "Gateway Timeout", "The application took too long.", Gateway + "request-timeout", closes: true),
        Refusal.ApplicationRaised => Failed(500, "Internal Server Error", "The application failed."),
        Refusal.InvalidResponseHead => Failed(500, "Internal Server Error", "The application's answer is not valid."),
        Refusal.ResponseTooShort => Failed(500, "Internal Server Error", "The application's answer is shorter than it announced.", closes: true),
        Refusal.SpoolQuotaExceeded => new(
            503, "Service Unavailable", "The server has no room for the body.", "RFC 9110 §15.6.4", "actor-server.spool.quota", Closes: true, Warning),
        Refusal.SpoolFailed => Failed(500, "Internal Server Error", "The server could not keep the body.", "actor-server.spool.directory", closes: true),
        Refusal.InternalError => Failed(500, "Internal Server Error", "The server failed.", closes: true),

        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without an entry."),
    };

    private static RefusalEntry Malformed(string sentence, string clause, string? key = null) =>
        Close(400, "Bad Request", sentence, clause, key);

    private static RefusalEntry Forbidden(string sentence, string key) =>
        new(403, "Forbidden", sentence, "RFC 9110 §15.5.4", "actor-server.tls." + key, Closes: true, Debug);

    private static RefusalEntry TooLarge(string sentence, string key) =>
        Close(431, "Request Header Fields Too Large", sentence, "RFC 6585 §5", key);

    private static RefusalEntry TooSlow(string sentence, string key) =>
        Close(408, "Request Timeout", sentence, "RFC 9110 §15.5.9", key);

    private static RefusalEntry Close(int status, string reasonPhrase, string sentence, string clause, string? key = null) =>
        new(status, reasonPhrase, sentence, clause, key is null ? null : Connection + key, Closes: true, Debug);

    private static RefusalEntry Gone(string sentence, string? key) =>
        new(499, "Client Closed Request", sentence, "", key, Closes: true, Debug);

    private static RefusalEntry Busy(string sentence, string? key) =>
        new(503, "Service Unavailable", sentence, "RFC 9110 §15.6.4", key, Closes: false, Warning);

    private static RefusalEntry Failed(int status, string reasonPhrase, string sentence, string? key = null, bool closes = false) =>
        new(status, reasonPhrase, sentence, $"RFC 9110 §15.6.{status - 499}", key, closes, Error);
}
