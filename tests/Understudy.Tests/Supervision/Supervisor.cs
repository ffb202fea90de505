using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Understudy.Tests.Supervision;

/// <summary>Starts a child for each Props that it is sent, answers with the reference, and supervises as it is told.</summary>
internal sealed class Supervisor : ReceiveActor
{
    private readonly SupervisorStrategy _strategy;

    public Supervisor(SupervisorStrategy strategy)
    {
        _strategy = strategy;
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
    }

    public static IActorRef ChildOf(TestKit kit, SupervisorStrategy strategy) => ChildOf(kit, strategy, out _);

    public static IActorRef ChildOf(TestKit kit, SupervisorStrategy strategy, out IActorRef supervisor)
    {
        supervisor = kit.Sys.ActorOf(Props.Create(() => new Supervisor(strategy)));
        supervisor.Tell(Props.Create(() => new Accumulator()), kit.TestActor);
        return kit.ExpectMsg<IActorRef>();
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;
}
