using System.Text.Json;
using ActorServer.Gateways;

namespace ActorServer.Server.Gateway;

/// <summary>How often the process of each worker was followed by another one, by reason. Owned by the gateway actor.</summary>
/// <param name="workers">How many workers there are, numbered from 1.</param>
internal sealed class RestartCounts(int workers)
{
    private static readonly RestartReason[] Reasons = Enum.GetValues<RestartReason>();
    private static readonly string[] Names = [.. Reasons.Select(reason => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()))];

    private readonly long[,] _counts = new long[workers + 1, Enum.GetValues<RestartReason>().Length];

    public void Count(int worker, RestartReason reason) => _counts[worker, (int)reason]++;

    public long Of(int worker, RestartReason reason) => _counts[worker, (int)reason];

    /// <summary>What metrics and the status call a reason: <c>max_requests</c>.</summary>
    public static string Name(RestartReason reason) => Names[(int)reason];

    /// <summary>All workers together, by the name of the reason; without those that did not occur.</summary>
    public IReadOnlyDictionary<string, long> Totals() => Reasons
        .Select(reason => (Name: Name(reason), Count: Enumerable.Range(1, workers).Sum(worker => Of(worker, reason))))
        .Where(total => total.Count > 0)
        .ToDictionary(total => total.Name, total => total.Count);

    /// <summary>All reasons together, by worker from 1; there is none with the number 0.</summary>
    public IReadOnlyList<long> ByWorker() => [.. Enumerable.Range(0, workers + 1).Select(worker => Reasons.Sum(reason => Of(worker, reason)))];
}
