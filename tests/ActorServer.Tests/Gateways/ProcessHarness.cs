using Akka.Actor;

namespace ActorServer.Tests.Gateways;

/// <summary>Stands in for a worker: passes what its process actor tells on to a probe, and its failure too.</summary>
internal sealed class ProcessHarness(Props process, IActorRef probe) : UntypedActor
{
    private IActorRef _child = ActorRefs.Nobody;
    private Exception? _failure;

    public static Props Props(Props process, IActorRef probe) => Akka.Actor.Props.Create(() => new ProcessHarness(process, probe));

    /// <summary>Harness → probe: the process actor threw.</summary>
    public sealed record Failed(Exception Cause);

    /// <summary>Harness → probe: the process actor has stopped.</summary>
    public sealed record Stopped;

    /// <summary>Test → harness: stop the process actor as a supervisor does.</summary>
    public sealed record Stop;

    protected override void PreStart() => _child = Context.Watch(Context.ActorOf(process, "process"));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, Decide, loggingEnabled: false);

    private Directive Decide(Exception cause)
    {
        // Told after what the actor itself told before: a failure overtakes messages.
        _failure = cause;
        return Directive.Stop;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated:
                if (_failure is not null)
                    probe.Tell(new Failed(_failure));
                probe.Tell(new Stopped());
                break;
            case Stop:
                Context.Stop(_child);
                break;
            default:
                if (Sender.Equals(_child))
                    probe.Tell(message);
                else
                    _child.Tell(message);
                break;
        }
    }
}
