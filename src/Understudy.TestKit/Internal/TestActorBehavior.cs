namespace Akka.TestKit.Internal;

/// <summary>The actor behind a test actor: it puts what it receives into the test's inbox, unless it is told how to behave.</summary>
internal sealed class TestActorBehavior : UntypedActor
{
    private readonly TestInbox _inbox;
    private readonly DelegatingSupervisorStrategy _strategy = new();
    private TestActor.Ignore? _ignore;
    private AutoPilot _autoPilot = NoAutoPilot.Instance;

    public TestActorBehavior(TestInbox inbox) => _inbox = inbox;

    public static Props Props(TestInbox inbox) =>
        Akka.Actor.Props.Create(() => new TestActorBehavior(inbox)).WithDispatcher("akka.test.test-actor.dispatcher");

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore setIgnore:
                _ignore = setIgnore.Ignore;
                break;
            case TestActor.SetAutoPilot setAutoPilot:
                _autoPilot = setAutoPilot.AutoPilot;
                break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(new TestActor.WatchChanged());
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(new TestActor.WatchChanged());
                break;
            case TestActor.Spawn spawn:
                var child = spawn.Apply(Context);
                if (spawn._supervisorStrategy.HasValue)
                    _strategy.Update(child, spawn._supervisorStrategy.Value);
                _inbox.Put(new RealMessageEnvelope(child, Self));
                break;
            default:
                Take(message);
                break;
        }
    }

    private void Take(object message)
    {
        var next = _autoPilot.Run(Sender, message);
        if (next is not KeepRunning)
            _autoPilot = next;
        if (_ignore is null || !_ignore(message))
            _inbox.Put(new RealMessageEnvelope(message, Sender));
    }
}
