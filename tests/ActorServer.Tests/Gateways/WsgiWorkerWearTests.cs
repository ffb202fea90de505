using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>A process that has served its time: it asks for its turn once, serves on, and is replaced when the next one is ready.</summary>
public abstract class WsgiWorkerWearTests(RecycleSettings recycle) : WorkerPoolTest(recycle)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private protected void ExpectWish() => Gateway.ExpectMsg(new WorkerProtocol.RenewalWanted(Number), Ceiling);

    private protected void Serve(FakeProcess.Born born)
    {
        var request = Send(born);
        Finish(born, request);
        Gateway.ExpectMsg(new WorkerProtocol.Finished(Number, born.Generation, request.Exchange), Ceiling);
    }

    public sealed class ByRequests() : WsgiWorkerWearTests(new RecycleSettings(3, 0, null, null))
    {
        [Fact]
        public void Asks_after_the_last_request_that_it_should_answer_and_once()
        {
            var born = SettledProcess();
            Serve(born);
            Serve(born);
            Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));

            Serve(born);

            ExpectWish();
            AwaitLog("worker-3 [");
            AwaitLog("is to be replaced: it has answered as many requests as it may (actor-server.wsgi.recycle.max-requests)");
            Serve(born);
            Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        }

        [Fact]
        public void Is_replaced_and_counted_by_its_reason_and_the_next_one_begins_at_zero()
        {
            var old = WornProcess();
            var next = PreparedProcess(1, null);

            Worker.Tell(new WorkerProtocol.Commit(1, null));

            Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.MaxRequests), Ceiling);
            Gateway.ExpectMsg(new WorkerProtocol.Ready(Number, next.Generation, 2), Ceiling);
            ExpectAtProcess(ProcessProtocol.Leave.Instance);
            old.Actor.Tell(new FakeProcess.End());
            Serve(next);
            Serve(next);
            Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
            Serve(next);
            ExpectWish();
        }

        [Fact]
        public void Serves_on_when_the_next_one_cannot_boot_says_why_once_and_asks_again_later_and_later()
        {
            var old = WornProcess();
            foreach (var (failure, seconds) in new[] { 10, 20, 40 }.Index())
            {
                Worker.Tell(new WorkerProtocol.Prepare(failure, null));
                Kill(ExpectBirth(), $"no module {failure}", "Traceback\n  line 1");
                Gateway.ExpectMsg<WorkerProtocol.NotPrepared>(Ceiling);
                AwaitLog($"serves on, the process that was to replace it died: no module {failure}; the next try is in {seconds} s");
                Serve(old);
                Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
                Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
                Time.Advance(TimeSpan.FromMilliseconds(1));
                ExpectWish();
            }

            Assert.Single(ServerLog.Lines, line => line.Contains("Traceback", StringComparison.Ordinal));
        }

        [Fact]
        public void Starts_nothing_for_a_turn_that_comes_when_its_process_has_died()
        {
            Kill(WornProcess(), "killed by SIGKILL");
            ExpectBirth();
            Gateway.FishForMessage(message => message is WorkerProtocol.Restarted { Reason: RestartReason.Death }, Ceiling);

            Worker.Tell(new WorkerProtocol.Prepare(1, null));

            Gateway.ExpectMsg(new WorkerProtocol.NotPrepared(Number, 1, "the process that was to be replaced is gone", null), Ceiling);
            ExpectNoBirth();
        }

        private FakeProcess.Born WornProcess()
        {
            var born = SettledProcess();
            Serve(born);
            Serve(born);
            Serve(born);
            ExpectWish();
            return born;
        }
    }

    public sealed class ByAge() : WsgiWorkerWearTests(new RecycleSettings(null, 0, Lifetime, null))
    {
        [Fact]
        public void Asks_when_its_time_is_over()
        {
            SettledProcess();
            Time.Advance(Lifetime - Settings.EarlyDeath - TimeSpan.FromMilliseconds(1));
            Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));

            Time.Advance(TimeSpan.FromMilliseconds(1));

            ExpectWish();
            PreparedProcess(1, null);
            Worker.Tell(new WorkerProtocol.Commit(1, null));
            Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.MaxLifetime), Ceiling);
        }

        [Fact]
        public void Does_not_ask_for_a_process_whose_place_another_one_has()
        {
            var born = SettledProcess();
            Kill(born, "killed by SIGKILL");
            Gateway.FishForMessage(message => message is WorkerProtocol.Restarted, Ceiling);
            SettledProcess();

            Time.Advance(Lifetime - Settings.EarlyDeath - TimeSpan.FromMilliseconds(1));

            Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        }
    }

    // The pid that the fakes say is that of the tests, which hold more than a megabyte and less than a terabyte.
    public sealed class ByMemory() : WsgiWorkerWearTests(new RecycleSettings(null, 0, null, 1 << 20))
    {
        [Fact]
        public void Asks_at_the_next_look()
        {
            SettledProcess();
            Time.Advance(TimeSpan.FromSeconds(4));

            ExpectWish();
            AwaitLog("of memory, 1MiB are allowed (actor-server.wsgi.recycle.max-rss)");
            PreparedProcess(1, null);
            Worker.Tell(new WorkerProtocol.Commit(1, null));
            Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.MaxRss), Ceiling);
        }
    }

    public sealed class ByMemoryThatIsNotReached() : WsgiWorkerWearTests(new RecycleSettings(null, 0, null, 1L << 40))
    {
        [Fact]
        public void Does_not_ask()
        {
            SettledProcess();

            Time.Advance(TimeSpan.FromMinutes(1));

            Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        }
    }
}
