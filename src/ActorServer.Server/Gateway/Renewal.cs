using Akka.Actor;

namespace ActorServer.Server.Gateway;

/// <summary>Processes that boot beside those that serve: of all workers for a reload, of one that has served its time. Owned by the gateway actor.</summary>
/// <param name="id">Names it; never used twice.</param>
/// <param name="batch">The state of the application's code that they are started from, when it is a new one: a reload; else null.</param>
/// <param name="workers">The numbers of the workers that take part; the first is tried before the others.</param>
/// <param name="askers">Who is told how a reload ends.</param>
internal sealed class Renewal(long id, long? batch, IReadOnlyList<int> workers, IReadOnlyList<IActorRef> askers)
{
    private readonly HashSet<int> _awaited = [.. workers];

    public long Id => id;

    public long? Batch => batch;

    public bool IsReload => batch is not null;

    public IReadOnlyList<IActorRef> Askers => askers;

    public IReadOnlyList<int> Workers => workers;

    /// <summary>The worker that is tried first: code that cannot be loaded costs one start and not one for each worker.</summary>
    public int Canary => workers[0];

    /// <summary>When the canary was ready; null before.</summary>
    public long? ReadySince { get; set; }

    public bool IsPrepared => _awaited.Count == 0;

    public void Prepared(int worker) => _awaited.Remove(worker);
}
