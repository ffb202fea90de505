using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Server.Gateway;

/// <summary>The failing pool: while no process works, nobody waits for one, and one is tried at a time.</summary>
public sealed partial class GatewayActor
{
    private sealed record RetryDue
    {
        public static readonly RetryDue Instance = new();
    }

    // A process that is ready may serve although the pool is failing.
    private bool IsRefusingAll => _breaker is { IsOpen: true } && _places.ReadyWorkers == 0;

    private void OnEarlyDeath(int worker, string reason, string? traceback)
    {
        NoteFailure(worker, reason, traceback);

        // Before the application could be loaded once, its workers fail for themselves: when the last of them has, the server ends.
        if (!_wasEverReady || _isStopping || _breaker is null || _breakerSettings is not { } settings || !_breaker.Count())
        {
            return;
        }

        string shown = traceback is null ? "" : "\n" + PrintableText.Indent(traceback);
        ServerLog.PoolFails(_logger, settings.Deaths, settings.Within.TotalSeconds, settings.Retry.TotalSeconds, worker, reason, shown);
        Timers.StartPeriodicTimer(RetryDue.Instance, RetryDue.Instance, settings.Retry);
        TellWorkers(WorkerProtocol.Hold.Instance);
        RefuseIfFailing();
    }

    private void OnSettled(WorkerProtocol.Settled settled)
    {
        if (_breaker?.Settle(settled.Worker, settled.Generation) != true)
        {
            return;
        }

        ServerLog.PoolWorks(_logger, settled.Worker);
        Timers.Cancel(RetryDue.Instance);
        TellWorkers(WorkerProtocol.Release.Instance);
    }

    private void OnLost(WorkerProtocol.Lost lost)
    {
        _places.Close(lost.Worker, lost.Generation);
        _breaker?.Unsettle(lost.Worker, lost.Generation);
        RefuseIfFailing();
    }

    private void TryOne()
    {
        if (_breaker is { IsOpen: true })
        {
            _workers[_breaker.NextToTry()].Tell(WorkerProtocol.TryStart.Instance);
        }
    }

    private void RefuseIfFailing()
    {
        if (IsRefusingAll)
        {
            RefuseWaiting(Refusal.NoWorker);
        }
    }

    private void TellWorkers(object message)
    {
        for (int number = 1; number < _workers.Length; number++)
        {
            _workers[number].Tell(message);
        }
    }
}
