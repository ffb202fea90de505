using System.Collections.Concurrent;
using Akka;
using Akka.Actor;

namespace Understudy.Tests.Systems;

public sealed class CoordinatedShutdownTests : RuntimeTest
{
    private const string Phases =
        """
        akka.coordinated-shutdown {
          run-by-clr-shutdown-hook = off
          exit-clr = off
          terminate-actor-system = off
          run-by-actor-system-terminate = off
          phases {
            drain { depends-on = [before-service-unbind], timeout = 30s }
            service-unbind { depends-on = [drain] }
            hasty { depends-on = [service-stop], timeout = 100ms, recover = on }
            strict { depends-on = [hasty], timeout = 100ms, recover = off }
            never { depends-on = [strict] }
          }
        }
        """;

    private readonly ConcurrentQueue<string> _order = new();
    private readonly CoordinatedShutdown _shutdown;

    public CoordinatedShutdownTests()
        : base(Phases) => _shutdown = CoordinatedShutdown.Get(Sys);

    [Fact]
    public async Task Phases_run_in_the_order_of_their_dependencies()
    {
        AddNote(CoordinatedShutdown.PhaseServiceStop);
        AddNote("drain");
        AddNote(CoordinatedShutdown.PhaseServiceUnbind);
        AddNote(CoordinatedShutdown.PhaseBeforeServiceUnbind);
        await Run();
        Assert.Equal(["before-service-unbind", "drain", "service-unbind", "service-stop"], _order);
    }

    [Fact]
    public async Task A_phase_waits_for_all_its_tasks()
    {
        var slow = new TaskCompletionSource<Done>();
        _shutdown.AddTask("drain", "slow", async () =>
        {
            var done = await slow.Task;
            _order.Enqueue("slow");
            return done;
        });
        AddNote("drain", "quick");
        AddNote(CoordinatedShutdown.PhaseServiceUnbind);
        var run = Run();
        AwaitCondition(() => _order.Contains("quick"), Ceiling);
        Assert.DoesNotContain("service-unbind", _order);
        slow.SetResult(Done.Instance);
        await run;
        Assert.Equal(["quick", "slow", "service-unbind"], _order);
    }

    [Fact]
    public async Task A_task_that_fails_does_not_stop_the_shutdown()
    {
        _shutdown.AddTask("drain", "fails", () => Task.FromException<Done>(new ArithmeticException()));
        AddNote(CoordinatedShutdown.PhaseServiceUnbind);
        await Run();
        Assert.Equal(["service-unbind"], _order);
    }

    [Fact]
    public async Task A_phase_that_is_too_slow_is_left_when_it_may_recover()
    {
        _shutdown.AddTask("hasty", "too slow", () => new TaskCompletionSource<Done>().Task);
        AddNote("strict");
        await Run();
        Assert.Equal(["strict"], _order);
    }

    [Fact]
    public async Task A_phase_that_is_too_slow_ends_the_shutdown_when_it_may_not_recover()
    {
        _shutdown.AddTask("strict", "too slow", () => new TaskCompletionSource<Done>().Task);
        AddNote("never");
        await Assert.ThrowsAnyAsync<Exception>(Run);
        Assert.Empty(_order);
    }

    [Fact]
    public async Task Running_again_gives_the_same_run()
    {
        AddNote("drain");
        var first = Run();
        var second = _shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await Task.WhenAll(first, second).WaitAsync(Ceiling);
        Assert.Equal(["drain"], _order);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, _shutdown.ShutdownReason);
    }

    [Fact]
    public async Task The_reason_is_known_while_the_shutdown_runs()
    {
        Assert.Null(_shutdown.ShutdownReason);
        var reason = new Maintenance();
        _shutdown.AddTask("drain", "who asked?", () =>
        {
            _order.Enqueue($"{_shutdown.ShutdownReason?.GetType().Name}");
            return Task.FromResult(Done.Instance);
        });
        await _shutdown.Run(reason).WaitAsync(Ceiling);
        Assert.Equal(["Maintenance"], _order);
        Assert.Same(reason, _shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_run_may_start_at_a_later_phase()
    {
        AddNote(CoordinatedShutdown.PhaseBeforeServiceUnbind);
        AddNote(CoordinatedShutdown.PhaseServiceUnbind);
        await _shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceUnbind).WaitAsync(Ceiling);
        Assert.Equal(["service-unbind"], _order);
    }

    [Fact]
    public void A_task_for_a_phase_that_does_not_exist_is_refused() =>
        Assert.Throws<Akka.Configuration.ConfigurationException>(() => AddNote("no-such-phase"));

    [Fact]
    public void The_timeout_of_a_phase_is_the_configured_one()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), _shutdown.Timeout("drain"));
        Assert.Equal(TimeSpan.FromSeconds(5), _shutdown.Timeout(CoordinatedShutdown.PhaseServiceUnbind));
    }

    [Fact]
    public async Task The_last_phase_terminates_the_actor_system_when_it_is_configured_to()
    {
        var system = ActorSystem.Create("ending", "akka.coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off, terminate-actor-system = on }");
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Ceiling);
        await system.WhenTerminated.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task Terminating_the_system_runs_the_coordinated_shutdown()
    {
        var system = ActorSystem.Create("ending", "akka.coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off }");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", () =>
        {
            _order.Enqueue("service-stop");
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate().WaitAsync(Ceiling);
        Assert.Equal(["service-stop"], _order);
    }

    private Task Run() => _shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Ceiling);

    private void AddNote(string phase, string? note = null) => _shutdown.AddTask(phase, note ?? phase, () =>
    {
        _order.Enqueue(note ?? phase);
        return Task.FromResult(Done.Instance);
    });

    private sealed class Maintenance : CoordinatedShutdown.Reason;
}
