using Akka.Actor;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>The slot with faked process actors and virtual time: what it tells the gateway and the connections, and when it starts processes.</summary>
public class WsgiWorkerActorTests : GatewayTest
{
    private const int Number = 3;

    private readonly WsgiSettings _settings = AppFolder.Settings("/") with { EarlyDeath = TimeSpan.FromSeconds(1), RequestTimeout = TimeSpan.FromSeconds(30) };
    private readonly TestProbe _processes;
    private readonly IActorRef _worker;

    public WsgiWorkerActorTests()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
        _processes = CreateTestProbe("processes");
        var probe = _processes.Ref;
        _worker = Sys.ActorOf(WsgiWorkerActor.Props(Number, _settings, NewRuntime(_settings), Gateway.Ref, (generation, _) => FakeProcess.Props(generation, probe)), "worker-3");
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Announces_one_place_when_its_process_is_ready()
    {
        var born = ExpectBirth();
        MakeReady(born);
        Assert.Equal(new WorkerProtocol.Ready(Number, born.Generation, 1), Gateway.LastMessage);
    }

    [Fact]
    public void Names_its_process_by_generation()
    {
        var born = ExpectBirth();
        Assert.Equal($"/user/worker-3/process-{born.Generation}", born.Actor.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void Gives_a_request_to_its_process_and_the_place_back_when_it_is_over()
    {
        var born = ReadyProcess();
        var run = Run(TestRequests.Get("/"), born.Generation);
        _worker.Tell(run);
        Assert.Same(run, _processes.ExpectMsg<WorkerProtocol.Run>(Ceiling));
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Over(born.Generation, run.Request.Exchange)));
        Gateway.ExpectMsg(new WorkerProtocol.Finished(Number, born.Generation, run.Request.Exchange), Ceiling);
    }

    [Fact]
    public void Returns_a_request_that_comes_before_a_process_is_ready()
    {
        var born = ExpectBirth();
        var request = TestRequests.Get("/");
        _worker.Tell(Run(request, born.Generation));
        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, born.Generation, request, Connection.Ref), Ceiling);
    }

    [Fact]
    public void Returns_a_request_for_an_earlier_generation()
    {
        var born = ReadyProcess();
        var request = TestRequests.Get("/");
        _worker.Tell(Run(request, born.Generation - 1));
        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, born.Generation - 1, request, Connection.Ref), Ceiling);
    }

    [Fact]
    public void Returns_a_request_beyond_its_places()
    {
        var born = Busy(out _);
        var second = TestRequests.Get("/2");
        _worker.Tell(Run(second, born.Generation));
        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, born.Generation, second, Connection.Ref), Ceiling);
    }

    [Fact]
    public void Passes_credit_on_for_the_running_request_only()
    {
        Busy(out var run);
        _worker.Tell(new ExchangeProtocol.Credit(run.Request.Exchange + 1000, 5));
        var credit = new ExchangeProtocol.Credit(run.Request.Exchange, 7);
        _worker.Tell(credit);
        Assert.Same(credit, _processes.ExpectMsg<ExchangeProtocol.Credit>(Ceiling));
    }

    [Fact]
    public void Answers_the_running_request_when_the_channel_is_lost_without_waiting_for_the_end()
    {
        var born = Busy(out var run);
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Lost(born.Generation, [run.Request.Exchange])));
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        Connection.ExpectMsg(new ExchangeProtocol.Failed(run.Request.Exchange, Refusal.WorkerDied), Ceiling);
    }

    [Fact]
    public void Returns_the_running_request_when_the_process_had_not_received_it()
    {
        var born = Busy(out var run);
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Lost(born.Generation, [])));
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, born.Generation, run.Request, Connection.Ref), Ceiling);
        born.Actor.Tell(new FakeProcess.Die(new ProcessDiedException(born.Generation, "killed by SIGKILL")));
        ExpectBirthAfter(_settings.Backoff.Min);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Answers_the_running_request_once_when_the_process_actor_fails_by_itself()
    {
        var born = Busy(out var run);
        born.Actor.Tell(new FakeProcess.Die(new InvalidOperationException("a defect")));
        Connection.ExpectMsg(new ExchangeProtocol.Failed(run.Request.Exchange, Refusal.WorkerDied), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        AwaitLog("worker-3: its actor failed and is replaced");
        ExpectBirthAfter(_settings.Backoff.Min);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Replaces_at_once_a_process_that_dies_later_than_early()
    {
        var born = ReadyProcess();
        Time.Advance(_settings.EarlyDeath);
        Kill(born, "killed by SIGKILL");
        var next = ExpectBirth();
        Assert.True(next.Generation > born.Generation);
        AwaitLog("worker-3: its process died: killed by SIGKILL; it is replaced at once");
    }

    [Fact]
    public void Waits_before_it_replaces_a_process_that_dies_just_after_ready()
    {
        var born = ReadyProcess();
        Time.Advance(_settings.EarlyDeath - TimeSpan.FromMilliseconds(1));
        Kill(born, "exited with code 1");
        AwaitLog("the next start is in 100 ms");
        ExpectBirthAfter(_settings.Backoff.Min);
    }

    [Fact]
    public void Waits_twice_as_long_after_each_early_death_up_to_the_maximum()
    {
        int[] delays = [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000];
        foreach (var (death, delay) in delays.Index())
        {
            // Each death has a cause of its own: the line of the one before says the same delay once the maximum is reached.
            var cause = $"exited with code {death + 1}";
            Kill(ExpectBirth(), cause);
            Gateway.ExpectMsg(new WorkerProtocol.BootFailed(Number, cause, null), Ceiling);
            AwaitLog($"{cause}; the next start is in {delay} ms");
            Time.Advance(TimeSpan.FromMilliseconds(delay - 1));
            _processes.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
            Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        ExpectBirth();
    }

    [Fact]
    public void Forgets_early_deaths_when_a_process_answers()
    {
        Kill(ExpectBirth(), "exited with code 3");
        AwaitLog("the next start is in 100 ms");
        Time.Advance(TimeSpan.FromMilliseconds(100));
        var second = ExpectBirth();
        MakeReady(second, skipFirst: true);
        var run = Run(TestRequests.Get("/"), second.Generation);
        _worker.Tell(run);
        _processes.ExpectMsg<WorkerProtocol.Run>(Ceiling);
        second.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Over(second.Generation, run.Request.Exchange)));
        Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling);
        Kill(second, "exited with code 4");
        AwaitAssert(() => Assert.Contains(ServerLog.Lines, line => line.Contains("code 4; the next start is in 100 ms", StringComparison.Ordinal)), Ceiling);
    }

    [Fact]
    public void Tells_the_gateway_why_a_boot_failed_with_the_traceback()
    {
        var born = ExpectBirth();
        born.Actor.Tell(new FakeProcess.Die(new ProcessDiedException(born.Generation, "No module named 'nothing'", traceback: "Traceback ...")));
        Gateway.ExpectMsg(new WorkerProtocol.BootFailed(Number, "No module named 'nothing'", "Traceback ..."), Ceiling);
        ExpectBirthAfter(_settings.Backoff.Min);
    }

    [Fact]
    public void Boots_a_replacement_beside_a_stuck_process_at_once()
    {
        var born = Busy(out var run);
        var abandon = new ExchangeProtocol.Abandon(run.Request.Exchange, AbandonReason.TimedOut);
        _worker.Tell(abandon);
        Assert.Same(abandon, _processes.ExpectMsg<ExchangeProtocol.Abandon>(Ceiling));
        Gateway.ExpectNoMsg(TimeSpan.Zero);
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Stuck(born.Generation)));
        var next = ExpectBirth();
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        MakeReady(next);
        // The stuck one's end is no news: nothing is started for it.
        born.Actor.Tell(new FakeProcess.End());
        _processes.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Keeps_the_place_of_a_request_whose_client_left_until_the_process_is_done()
    {
        var born = Busy(out var run);
        _worker.Tell(new ExchangeProtocol.Abandon(run.Request.Exchange, AbandonReason.ClientGone));
        _processes.ExpectMsg<ExchangeProtocol.Abandon>(Ceiling);
        Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Over(born.Generation, run.Request.Exchange)));
        Gateway.ExpectMsg(new WorkerProtocol.Finished(Number, born.Generation, run.Request.Exchange), Ceiling);
        Time.Advance(_settings.RequestTimeout);
        _processes.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Calls_a_request_late_that_goes_on_too_long_after_its_client_left()
    {
        Busy(out var run);
        _worker.Tell(new ExchangeProtocol.Abandon(run.Request.Exchange, AbandonReason.ClientGone));
        _processes.ExpectMsg<ExchangeProtocol.Abandon>(Ceiling);
        Time.Advance(_settings.RequestTimeout);
        Assert.Equal(new ExchangeProtocol.Abandon(run.Request.Exchange, AbandonReason.TimedOut), _processes.ExpectMsg<ExchangeProtocol.Abandon>(Ceiling));
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Stops_itself_after_Shutdown_when_its_last_process_is_gone()
    {
        var born = ReadyProcess();
        Watch(_worker);
        _worker.Tell(WorkerProtocol.Shutdown.Instance);
        _processes.ExpectMsg<ProcessProtocol.Leave>(Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        born.Actor.Tell(new FakeProcess.End());
        ExpectTerminated(_worker, Ceiling);
    }

    [Fact]
    public void Lets_the_running_request_finish_after_Shutdown()
    {
        var born = Busy(out var run);
        Watch(_worker);
        _worker.Tell(WorkerProtocol.Shutdown.Instance);
        _processes.ExpectMsg<ProcessProtocol.Leave>(Ceiling);
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Over(born.Generation, run.Request.Exchange)));
        Gateway.ExpectMsg(new WorkerProtocol.Finished(Number, born.Generation, run.Request.Exchange), Ceiling);
        born.Actor.Tell(new FakeProcess.End());
        ExpectTerminated(_worker, Ceiling);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Stops_at_once_after_Shutdown_while_the_next_start_waits()
    {
        Kill(ExpectBirth(), "exited with code 3");
        AwaitLog("the next start is in");
        Watch(_worker);
        _worker.Tell(WorkerProtocol.Shutdown.Instance);
        ExpectTerminated(_worker, Ceiling);
    }

    [Fact]
    public void Answers_what_is_under_way_when_it_is_stopped()
    {
        var born = Busy(out var run);
        _worker.Tell(PoisonPill.Instance);
        Connection.ExpectMsg(new ExchangeProtocol.Failed(run.Request.Exchange, Refusal.WorkerDied), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
    }

    [Fact]
    public void Boots_anew_with_a_higher_generation_when_it_is_restarted()
    {
        ExpectBirth();
        var (runtime, probe) = (NewRuntime(_settings), _processes.Ref);
        var parent = Sys.ActorOf(Props.Create(() => new Restarter(_settings, runtime, Gateway.Ref, probe)));
        var first = ExpectBirth();
        MakeReady(first);
        var run = Run(TestRequests.Get("/"), first.Generation);
        parent.Tell(run);
        _processes.ExpectMsg<WorkerProtocol.Run>(Ceiling);
        parent.Tell(typeof(Kill));
        Connection.ExpectMsg(new ExchangeProtocol.Failed(run.Request.Exchange, Refusal.WorkerDied), Ceiling);
        Assert.True(ExpectBirth().Generation > first.Generation);
    }

    private FakeProcess.Born ExpectBirth() => _processes.ExpectMsg<FakeProcess.Born>(Ceiling);

    private void ExpectBirthAfter(TimeSpan delay)
    {
        AwaitLog("the next start is in");
        _processes.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        Time.Advance(delay);
        ExpectBirth();
    }

    private void MakeReady(FakeProcess.Born born, bool skipFirst = false)
    {
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Ready(born.Generation, 4711, "3.11.2", "/usr/bin/python3")));
        if (skipFirst)
            Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
    }

    private FakeProcess.Born ReadyProcess()
    {
        var born = ExpectBirth();
        MakeReady(born);
        return born;
    }

    private FakeProcess.Born Busy(out WorkerProtocol.Run run)
    {
        var born = ReadyProcess();
        run = Run(TestRequests.Get("/"), born.Generation);
        _worker.Tell(run);
        _processes.ExpectMsg<WorkerProtocol.Run>(Ceiling);
        return born;
    }

    private static void Kill(FakeProcess.Born born, string how) =>
        born.Actor.Tell(new FakeProcess.Die(new ProcessDiedException(born.Generation, how)));

    /// <summary>A gateway that restarts a worker which fails: told a type, it makes it fail.</summary>
    private sealed class Restarter : UntypedActor
    {
        private readonly IActorRef _child;

        public Restarter(WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway, IActorRef probe) =>
            _child = Context.ActorOf(WsgiWorkerActor.Props(1, settings, runtime, gateway, (generation, _) => FakeProcess.Props(generation, probe)));

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message) => _child.Tell(message is Type ? Akka.Actor.Kill.Instance : message);
    }
}
