namespace ActorServer.Http;

/// <summary>What a request may cost. Every limit is inclusive: so much is accepted, one more is refused.</summary>
/// <param name="MaxRequestLine">Bytes of the request line without its line end (<c>actor-server.connection.max-request-line</c>).</param>
/// <param name="MaxHeaderBlock">Bytes of all field lines with their line ends, and again of all trailers (<c>max-header-block</c>).</param>
/// <param name="MaxFields">Field lines, duplicates and dropped ones counted, and again trailers (<c>max-fields</c>).</param>
/// <param name="MaxBody">Bytes of the body after de-chunking (<c>max-body</c>).</param>
/// <param name="MaxChunkOverhead">Bytes of chunk sizes and extensions beyond 16 + 2n for a chunk of n, in one body (<c>max-chunk-overhead</c>).</param>
public sealed record HttpLimits(
    int MaxRequestLine = 8192,
    int MaxHeaderBlock = 32768,
    int MaxFields = 100,
    long MaxBody = 32L * 1024 * 1024,
    int MaxChunkOverhead = 16384);
