using Akka.Actor;

namespace ActorServer.Tests.Gateways;

/// <summary>Stands in for a process actor: tells a probe what it is told, and tells its parent what the test wants.</summary>
internal sealed class FakeProcess(long generation, IActorRef probe, long batch) : UntypedActor
{
    public static Props Props(long generation, IActorRef probe, long batch = 0) => Akka.Actor.Props.Create(() => new FakeProcess(generation, probe, batch));

    /// <summary>Probe ← fake: a process actor was made.</summary>
    public sealed record Born(long Generation, IActorRef Actor, long Batch);

    /// <summary>Test → fake: tell your parent this.</summary>
    public sealed record Say(object Message);

    /// <summary>Test → fake: throw this.</summary>
    public sealed record Die(Exception Cause);

    /// <summary>Test → fake: stop as a process actor does that was told to.</summary>
    public sealed record End;

    protected override void PreStart() => probe.Tell(new Born(generation, Self, batch));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Say say:
                Context.Parent.Tell(say.Message);
                break;
            case Die die:
                throw die.Cause;
            case End:
                Context.Stop(Self);
                break;
            default:
                probe.Tell(message);
                break;
        }
    }
}
