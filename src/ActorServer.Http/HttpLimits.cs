namespace ActorServer.Http;

/// <summary>What the parser accepts. Every limit is inclusive.</summary>
/// <param name="MaxRequestLine">Bytes of the request line without its line end.</param>
/// <param name="MaxHeaderBlock">Bytes of all field lines with their line ends.</param>
/// <param name="MaxFields">Field lines, duplicates counted.</param>
/// <param name="MaxBody">Bytes of a body after de-chunking.</param>
/// <param name="MaxChunkOverhead">Bytes of chunk framing beyond 16 + 2n a chunk, added up over a request.</param>
public sealed record HttpLimits(
    int MaxRequestLine = 8192,
    int MaxHeaderBlock = 32768,
    int MaxFields = 100,
    long MaxBody = 32 << 20,
    int MaxChunkOverhead = 16384);
