using ActorServer.Server.Metrics;

namespace ActorServer.Server.Gateway;

/// <content>The places in numbers, also for those who look from another thread: single numbers that are read whole, and no list.</content>
internal sealed partial class WorkerPlaces : IWorkerCount
{
    /// <inheritdoc/>
    public int Workers => workers;

    /// <summary>How many workers run something. Counted when somebody asks, so that a request does not pay for it.</summary>
    public int BusyWorkers
    {
        get
        {
            int busy = 0;
            for (int worker = 1; worker <= workers; worker++)
            {
                busy += _taken[worker] > 0 ? 1 : 0;
            }

            return busy;
        }
    }
}
