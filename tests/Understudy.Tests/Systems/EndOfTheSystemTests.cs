using Akka;
using Akka.Actor;

namespace Understudy.Tests.Systems;

/// <summary>What is asked of a system that ends or has ended.</summary>
public sealed class EndOfTheSystemTests : RuntimeTest
{
    [Fact]
    public async Task Messages_and_stops_of_dead_actors_are_harmless()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        await Sys.Terminate().WaitAsync(Ceiling);
        actor.Tell("too late");
        Sys.Stop(actor);
        actor.Tell(PoisonPill.Instance);
        Sys.EventStream.Publish("nobody listens");
    }

    [Fact]
    public async Task A_question_to_a_dead_actor_is_not_answered()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("too late", AMoment));
    }

    [Fact]
    public async Task A_shutdown_started_by_many_at_once_runs_once()
    {
        var runs = 0;
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(Done.Instance);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance)))).WaitAsync(Ceiling);
        await Sys.WhenTerminated.WaitAsync(Ceiling);
        Assert.Equal(1, runs);
        Assert.IsType<CoordinatedShutdown.ClrExitReason>(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_shutdown_task_may_talk_to_actors()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        string? answer = null;
        CoordinatedShutdown.Get(Sys).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "talk", async () =>
        {
            answer = await actor.Ask<string>("still there?", Ceiling);
            return Done.Instance;
        });
        await CoordinatedShutdown.Get(Sys).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Ceiling);
        Assert.Equal("still there?", answer);
    }

    [Fact]
    public async Task A_shutdown_task_may_stop_actors_gracefully()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        var isStopped = false;
        CoordinatedShutdown.Get(Sys).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "stop", async () =>
        {
            isStopped = await actor.GracefulStop(Ceiling);
            return Done.Instance;
        });
        await CoordinatedShutdown.Get(Sys).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Ceiling);
        Assert.True(isStopped);
    }

    [Fact]
    public async Task Tasks_of_one_phase_run_beside_each_other()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "first", async () =>
        {
            first.SetResult();
            await second.Task;
            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "second", async () =>
        {
            second.SetResult();
            await first.Task;
            return Done.Instance;
        });
        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Ceiling);
    }

    [Fact]
    public async Task Terminating_from_inside_an_actor_ends_the_system()
    {
        Sys.ActorOf(Props.Create(() => new Ender())).Tell("end");
        await Sys.WhenTerminated.WaitAsync(Ceiling);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Ender : ReceiveActor
    {
        public Ender() => ReceiveAny(_ => { Context.System.Terminate(); });
    }
}
