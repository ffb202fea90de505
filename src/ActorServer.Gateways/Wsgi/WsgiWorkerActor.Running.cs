using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>What runs: requests on their way to the process, and what becomes of them.</content>
public sealed partial class WsgiWorkerActor
{
    // Step 6: the slot notes the request and hands it to its process.
    private void OnRun(WorkerProtocol.Run run)
    {
        if (_current is not { IsReady: true, IsLost: false } || _current.Runs.Count >= settings.Places || _current.Generation != run.Generation)
        {
            gateway.Tell(new WorkerProtocol.Returned(number, run.Generation, run.Request, run.Connection));
            return;
        }

        _current.Runs.Add(new ProcessLife.Entry(run));
        _current.Actor.Tell(run);
    }

    private void OnOver(ProcessProtocol.Over over)
    {
        if (FindLife(over.Exchange, out var entry) is not { } life || entry is null || life.Generation != over.Generation)
            return;
        Forget(life, entry);
        if (life != _current || life.IsLost)
            return;
        _earlyDeaths = 0;
        gateway.Tell(new WorkerProtocol.Finished(number, over.Generation, over.Exchange));
        if (life.Serve())
            WearOut(life, RestartReason.MaxRequests, "it has answered as many requests as it may (actor-server.wsgi.recycle.max-requests)");
    }

    private ProcessLife? FindLife(long exchange) => FindLife(exchange, out _);

    private ProcessLife? FindLife(long exchange, out ProcessLife.Entry? entry)
    {
        entry = _current?.Find(exchange);
        if (entry is not null)
            return _current;
        foreach (var life in _lives.Values)
        {
            entry = life.Find(exchange);
            if (entry is not null)
                return life;
        }

        return null;
    }

    // The youngest first: the gateway puts each before all that wait, and so the oldest comes to stand first.
    private void GiveBack(ProcessLife life, IReadOnlyList<long> exchanges)
    {
        for (var index = exchanges.Count - 1; index >= 0; index--)
        {
            if (life.Find(exchanges[index]) is not { } entry)
                continue;
            Forget(life, entry);
            if (!entry.IsAbandoned)
                gateway.Tell(new WorkerProtocol.Returned(number, life.Generation, entry.Run.Request, entry.Run.Connection));
            else if (!life.IsLost)
                gateway.Tell(new WorkerProtocol.Finished(number, life.Generation, entry.Run.Request.Exchange));
        }
    }

    private void Forget(ProcessLife life, ProcessLife.Entry entry)
    {
        life.Runs.Remove(entry);
        if (entry.IsAbandoned)
            Timers.Cancel(PatienceKey(entry.Run.Request.Exchange));
        if (life is { IsDraining: true, Runs.Count: 0 })
            life.Actor.Tell(ProcessProtocol.Leave.Instance);
    }
}
