namespace ActorServer.Benchmarks;

/// <summary>What a server has shown in one workload: medians of its rounds.</summary>
/// <param name="Name">The server.</param>
/// <param name="RequestsPerSecond">Requests answered per second.</param>
/// <param name="Median">The median latency in milliseconds.</param>
/// <param name="P99">The latency that 99 of 100 requests stayed below, in milliseconds.</param>
/// <param name="MicrosecondsPerRequest">Processor time of the server and its children for one request.</param>
/// <param name="Memory">Their memory in bytes after the last round.</param>
/// <param name="Errors">Answers that were not 2xx or 3xx, and broken sockets, in all rounds.</param>
/// <param name="SlowestConnection">Requests per second of the connection that got the fewest; null when that was not measured.</param>
internal sealed record Standing(
    string Name, double RequestsPerSecond, double Median, double P99, double MicrosecondsPerRequest, long Memory, int Errors, double? SlowestConnection)
{
    /// <summary>False when some connection waited in vain while others were served: the server's number is that of fewer clients.</summary>
    public bool ServedAll => SlowestConnection is not 0;
}
