using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>How a process starts, and what it is told when the one before has died.</content>
public sealed partial class WsgiWorkerActor
{
    private void Boot()
    {
        var generation = runtime.NextGeneration();
        var actor = Context.Watch(Context.ActorOf(processProps(generation, runtime.Committed), $"process-{generation}"));
        _current = _lives[actor] = new ProcessLife(generation, actor);
    }

    private void OnReady(ProcessProtocol.Ready ready)
    {
        if (_lives.GetValueOrDefault(Sender) is not { } life || life != _current)
            return;
        life.IsReady = _wasEverReady = true;
        WsgiLog.Ready(runtime.Logger, number, ready.Pid, ready.Python, ready.Executable);
        Timers.StartSingleTimer(nameof(Settled), new Settled(life.Generation), settings.EarlyDeath);
        gateway.Tell(new WorkerProtocol.Ready(number, life.Generation, settings.ChannelDepth));
    }
}
