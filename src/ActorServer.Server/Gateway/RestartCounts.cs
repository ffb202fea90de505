using ActorServer.Gateways;

namespace ActorServer.Server.Gateway;

/// <summary>How often the process of each worker was followed by another one, by reason. Owned by the gateway actor.</summary>
/// <param name="workers">How many workers there are, numbered from 1.</param>
internal sealed class RestartCounts(int workers)
{
    private readonly long[,] _counts = new long[workers + 1, Enum.GetValues<RestartReason>().Length];

    public void Count(int worker, RestartReason reason) => _counts[worker, (int)reason]++;

    public long Of(int worker, RestartReason reason) => _counts[worker, (int)reason];
}
