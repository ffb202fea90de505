using Akka.Actor;
using ActorServer.Http;

namespace ActorServer.Gateways.Wsgi;

/// <content>How a process ends, what that costs, and what follows.</content>
public sealed partial class WsgiWorkerActor
{
    /// <summary>The process takes nothing more; what it runs goes on. Does nothing the second time.</summary>
    private void Leave(ProcessLife life)
    {
        if (life.IsLost)
            return;
        life.IsLost = true;
        if (life.IsAnnounced)
            gateway.Tell(new WorkerProtocol.Lost(number, life.Generation));
    }

    /// <summary>The process is gone: what it had received is answered, everything else goes to another one.</summary>
    /// <param name="life">The process.</param>
    /// <param name="received">The exchanges; null when only the process knew.</param>
    private void Lose(ProcessLife life, IReadOnlyList<long>? received = null)
    {
        Leave(life);
        life.IsDraining = false;
        if (received is not null)
            GiveBack(life, [.. life.Runs.Select(entry => entry.Run.Request.Exchange).Except(received)]);
        foreach (var entry in life.Runs.ToArray())
        {
            Forget(life, entry);
            if (!entry.IsAbandoned)
                entry.Run.Connection.Tell(new ExchangeProtocol.Failed(entry.Run.Request.Exchange, Refusal.WorkerDied));
        }
    }

    private void OnTerminated(IActorRef actor)
    {
        if (!_lives.Remove(actor, out var life))
            return;
        Lose(life);
        _causes.Remove(life.Generation, out var cause);
        if (life == _current)
        {
            _current = null;
            if (!_isEnding)
                Replace(life, cause);
        }
        else if (life == _next)
        {
            _next = null;
            OnNextDied(cause);
        }

        if (_isEnding && _lives.Count == 0)
            Context.Stop(Self);
    }

    private void Replace(ProcessLife dead, ProcessDiedException? cause)
    {
        var reason = cause?.Message ?? "its actor failed";
        var told = cause?.Pid is { } pid ? $"[{pid}] {reason}" : reason;
        if (dead.IsSettled)
        {
            WsgiLog.Died(runtime.Logger, number, told);
            Boot(RestartReason.Death);
            return;
        }

        gateway.Tell(dead.IsReady
            ? new WorkerProtocol.DiedEarly(number, reason, cause?.Traceback)
            : new WorkerProtocol.BootFailed(number, reason, cause?.Traceback));
        if (_isHeld)
        {
            WsgiLog.DiedHeld(runtime.Logger, number, told);
            return;
        }

        var delay = settings.Backoff.DelayAfter(_earlyDeaths++, Random.Shared.NextDouble());
        Timers.StartSingleTimer(nameof(BootDue), new BootDue(), delay);
        LogEarlyDeath(told, cause?.Traceback, (long)delay.TotalMilliseconds);
    }

    private void LogEarlyDeath(string reason, string? traceback, long delay)
    {
        if (!_wasEverReady && _earlyDeaths == 1)
            // The whole pool may be about to fail its first boot, which the server says once, as its last word.
            WsgiLog.FailedFirstBoot(runtime.Logger, number, reason, delay);
        else if (_wasEverReady && _earlyDeaths == 1 && traceback is not null)
            // It could be loaded before: somebody has broken it since, and wants to see where; once.
            WsgiLog.BrokenSince(runtime.Logger, number, reason, delay, PrintableText.Indent(traceback));
        else
            WsgiLog.DiedEarly(runtime.Logger, number, reason, delay);
    }

    private void OnShutdown()
    {
        _isEnding = true;
        _renewal = null;
        Timers.Cancel(nameof(BootDue));
        foreach (var life in _lives.Values)
        {
            if (life is { IsReady: true, Runs.Count: 0 })
                Leave(life);
            life.Actor.Tell(ProcessProtocol.Leave.Instance);
        }

        if (_lives.Count == 0)
            Context.Stop(Self);
    }
}
