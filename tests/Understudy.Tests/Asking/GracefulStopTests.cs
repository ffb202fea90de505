using Akka.Actor;

namespace Understudy.Tests.Asking;

public sealed class GracefulStopTests : RuntimeTest
{
    [Fact]
    public async Task GracefulStop_completes_when_the_actor_has_handled_its_mailbox_and_is_gone()
    {
        var log = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Worker(log.Ref)));
        actor.Tell("work");
        Assert.True(await actor.GracefulStop(Ceiling));
        log.ExpectMsg("work");
        log.ExpectMsg("stopped");
    }

    [Fact]
    public async Task GracefulStop_of_a_dead_actor_completes_at_once()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker(TestActor)));
        Assert.True(await actor.GracefulStop(Ceiling));
        Assert.True(await actor.GracefulStop(Ceiling));
    }

    [Fact]
    public async Task GracefulStop_can_use_another_stop_message()
    {
        var log = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Worker(log.Ref)));
        Assert.True(await actor.GracefulStop(Ceiling, "please stop"));
        log.ExpectMsg("asked to stop");
        log.ExpectMsg("stopped");
    }

    [Fact]
    public async Task GracefulStop_of_an_actor_that_does_not_stop_is_false_when_its_time_is_over()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker(TestActor)));
        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(50), "not a stop message"));
    }

    private sealed class Worker : ReceiveActor
    {
        private readonly IActorRef _log;

        public Worker(IActorRef log)
        {
            _log = log;
            Receive<string>(text => text == "please stop", _ =>
            {
                _log.Tell("asked to stop");
                Context.Stop(Self);
            });
            Receive<string>(text => _log.Tell(text));
        }

        protected override void PostStop() => _log.Tell("stopped");
    }
}
