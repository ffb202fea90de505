using ActorServer.Gateways.Describing;
using ActorServer.Server.Listener;

namespace ActorServer.Server.Admin;

/// <summary>What those who were asked had said when the answer had to go.</summary>
/// <param name="Pool">The gateway's word; null when it did not answer in time, or is not there yet.</param>
/// <param name="Listener">The listener's word; null as the pool's.</param>
/// <param name="Workers">The words of the workers that answered, by number.</param>
/// <param name="HasWorkers">False when the workers were not asked.</param>
/// <param name="IsDraining">True when the server has begun to stop.</param>
internal sealed record ServerStatus(PoolStatus? Pool, ListenerStatus? Listener, IReadOnlyList<WorkerStatus> Workers, bool HasWorkers, bool IsDraining)
{
    /// <summary>The numbers of the workers that were asked and did not answer in time.</summary>
    public IEnumerable<int> Silent => HasWorkers && Pool is { } pool
        ? Enumerable.Range(1, pool.Workers).Except(Workers.Select(worker => worker.Worker))
        : [];
}
