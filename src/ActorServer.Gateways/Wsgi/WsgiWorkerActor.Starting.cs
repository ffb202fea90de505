using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>How a process starts, and what it is told when the one before has died.</content>
public sealed partial class WsgiWorkerActor
{
    private sealed record BootDue;

    private sealed record Settled(long Generation);

    /// <summary>Starts the process that will serve.</summary>
    /// <param name="reason">Why there was another one before; null for the first.</param>
    private void Boot(RestartReason? reason)
    {
        _current = Start(runtime.Committed);
        if (reason is { } why)
            gateway.Tell(new WorkerProtocol.Restarted(number, why));
    }

    private ProcessLife Start(long batch)
    {
        var generation = runtime.NextGeneration();
        var actor = Context.Watch(Context.ActorOf(processProps(generation, batch), $"process-{generation}"));
        return _lives[actor] = new ProcessLife(generation, batch, actor, settings.Recycle.RequestsOfOne(Random.Shared.NextDouble()));
    }

    private void OnReady(ProcessProtocol.Ready ready)
    {
        if (_lives.GetValueOrDefault(Sender) is not { } life || (life != _current && life != _next))
            return;
        life.IsReady = _wasEverReady = true;
        life.Pid = ready.Pid;
        if (life == _current)
            WsgiLog.Ready(runtime.Logger, number, ready.Pid, ready.Python, ready.Executable);
        else
            WsgiLog.Prepared(runtime.Logger, number, ready.Pid, ready.Python, ready.Executable);
        Timers.StartSingleTimer((nameof(Settled), life.Generation), new Settled(life.Generation), settings.EarlyDeath);
        if (life == _current)
            Announce(life);
        else if (_renewal is { } renewal)
            gateway.Tell(new WorkerProtocol.Prepared(number, renewal.Renewal));
    }

    private void Announce(ProcessLife life)
    {
        life.IsAnnounced = true;
        WatchWear(life);
        gateway.Tell(new WorkerProtocol.Ready(number, life.Generation, settings.Places, settings.Threads));
        if (life.IsSettled)
            gateway.Tell(new WorkerProtocol.Settled(number, life.Generation));
    }

    private void OnSettled(long generation)
    {
        // One that has gone meanwhile has died early, and the gateway would take it for a process that works.
        if (_current is { IsLost: false } current && current.Generation == generation)
        {
            current.IsSettled = true;
            gateway.Tell(new WorkerProtocol.Settled(number, generation));
        }
        else if (_next is { IsLost: false } next && next.Generation == generation)
        {
            next.IsSettled = true;
        }
    }

    private void StartIfNone()
    {
        if (_current is null && !_isEnding)
            Boot(RestartReason.Death);
    }

    /// <summary>What died before says nothing of what starts from now on.</summary>
    private void BeginRow()
    {
        _earlyDeaths = 0;
        Timers.Cancel(nameof(BootDue));
    }
}
