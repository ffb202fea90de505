namespace ActorServer.Conformance.Fuzzing;

/// <summary>One request as <see cref="ReferenceReader"/> reads it.</summary>
internal sealed record ReferenceRequest(string Line, string Method, string Target, string Form, string Path, string? Query, int Minor, string Host)
{
    /// <summary>All fields that an application gets, in wire order: <c>name: value</c>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>None, Length or Chunked.</summary>
    public string Framing { get; init; } = "None";

    public long Length { get; init; }

    public bool ExpectsContinue { get; init; }

    public bool KeepAlive { get; init; }

    public string Body { get; init; } = "";

    /// <summary>The trailers that an application may get.</summary>
    public IReadOnlyList<string> Trailers { get; init; } = [];

    /// <summary>True for TRACE: a whole request that is answered with a refusal, and not read beyond its head.</summary>
    public bool IsTrace => Method == "TRACE";

    /// <summary>True when a body stands behind the head.</summary>
    public bool HasBody => Framing == "Chunked" || Length > 0;

    /// <summary>Everything, to be compared.</summary>
    public string Summary => IsTrace
        ? "refused"
        : $"{Line} | {Method} {Form} {Target} {Path} {Query is not null} {Query} {Minor} {Host} | {string.Join(", ", Fields)} | "
            + $"{Framing} {Length} {ExpectsContinue} {KeepAlive} | {Body} | {string.Join(", ", Trailers)}";
}
