using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>The process actor with a real Python process of four threads: answers in any order, and the end of one request beside others.</summary>
public sealed class WsgiThreadsTests : ProcessActorTest
{
    private const string Program = """
        import os, re, sys, time
        folder = os.path.dirname(os.path.abspath(__file__))
        def application(environ, start_response):
            path = environ["PATH_INFO"]
            print("began " + path, file=sys.stderr)
            if path == "/sleep":
                time.sleep(600)
            if path == "/compute":
                re.match("(a+)+$", "a" * 60 + "b")
            while path.startswith("/wait") and not os.path.exists(folder + "/open" + path[5:]):
                time.sleep(0.005)
            while path == "/watch" and not environ["actorserver.client_gone"]():
                time.sleep(0.005)
            start_response("200 OK", [])
            return [path.encode()]
        """;

    private AppFolder _folder = null!; // StartThreads sets it.

    [Fact]
    public void Answers_in_the_order_in_which_requests_are_done()
    {
        StartThreads();
        var (first, second, third) = (Begin("/wait1"), Begin("/wait2"), Begin("/wait3"));
        foreach (var (request, number) in new[] { (third, 3), (first, 1), (second, 2) })
        {
            Open(number);
            Assert.Equal($"/wait{number}", Encoding.ASCII.GetString(ExpectWholeAnswer(request)));
            Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        }
    }

    [Fact]
    public void Lets_what_runs_beside_a_stuck_request_finish_before_it_kills_the_process()
    {
        var ready = StartThreads(settings => settings with { KillDelay = TimeSpan.FromMilliseconds(1) });
        var stuck = Begin("/sleep");
        var beside = Begin("/wait1");

        TimeOut(stuck);

        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);
        AwaitLog($"\"GET /sleep HTTP/1.1\" is over its time in worker-1 [{ready.Pid}]");
        AwaitLog("or later when the 1 other requests in it are over");
        AwaitLog("wsgi.py\", line");
        Open(1);
        Assert.Equal("/wait1", Encoding.ASCII.GetString(ExpectWholeAnswer(beside)));
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, beside.Exchange), Ceiling);
        Assert.Equal([stuck.Exchange], Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitGone(ready.Pid);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Kills_the_process_when_all_that_it_runs_is_over_its_time()
    {
        var ready = StartThreads();
        var (first, second) = (Begin("/sleep"), Begin("/wait1"));

        TimeOut(first);
        TimeOut(second);

        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);
        Assert.Equal([first.Exchange, second.Exchange], Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitLog($"\"GET /wait1 HTTP/1.1\" is over its time in worker-1 [{ready.Pid}]");
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Gives_back_what_a_process_that_holds_the_interpreter_lock_has_not_received()
    {
        StartThreads();
        var stuck = Begin("/compute");
        // A thread that waits for a request receives it also without the lock: only the fourth finds none.
        GatewayRequest[] behind = [.. Enumerable.Range(0, 4).Select(_ => Send(TestRequests.Get("/")))];
        AwaitProcessed();

        TimeOut(stuck);

        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);
        var back = Worker.ExpectMsg<ProcessProtocol.TakenBack>(Ceiling).Exchanges;
        Assert.Equal(behind.TakeLast(back.Count).Select(request => request.Exchange), back);
        foreach (var received in behind.SkipLast(back.Count))
            TimeOut(received);
        Assert.Empty(Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received.Intersect(back));
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Counts_a_process_as_stuck_that_has_not_received_a_request_in_all_its_time_though_a_thread_was_free()
    {
        var ready = StartThreads();
        Stop(ready.Pid);
        var unread = Send(TestRequests.Get("/"));

        TimeOut(unread);

        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);
        Assert.Equal([unread.Exchange], Worker.ExpectMsg<ProcessProtocol.TakenBack>(Ceiling).Exchanges);
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
    }

    [Fact]
    public void Returns_a_request_that_crosses_the_news_that_it_is_stuck()
    {
        StartThreads();
        TimeOut(Begin("/sleep"));
        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);
        var late = Send(TestRequests.Get("/"));
        Assert.Equal([late.Exchange], Worker.ExpectMsg<ProcessProtocol.TakenBack>(Ceiling).Exchanges);
    }

    [Fact]
    public void Loses_by_a_death_all_that_was_received_and_nothing_else()
    {
        var ready = StartThreads();
        GatewayRequest[] received = [Begin("/sleep"), Begin("/wait1")];
        Stop(ready.Pid);
        Send(TestRequests.Get("/"));
        AwaitProcessed();

        Kill(ready.Pid);

        Assert.Equal(received.Select(request => request.Exchange), Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        ExpectDeath();
    }

    [Fact]
    public void Ends_a_stuck_process_within_its_stop_time_when_it_is_told_to_leave_whatever_it_runs()
    {
        var ready = StartThreads(settings => settings with { StopTimeout = TimeSpan.FromMilliseconds(200) });
        var stuck = Begin("/sleep");
        Begin("/wait1");
        TimeOut(stuck);
        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);

        Actor.Tell(ProcessProtocol.Leave.Instance);

        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitGone(ready.Pid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Tells_an_application_that_asks_of_a_client_that_has_closed_its_side_and_gives_the_answer(int threads)
    {
        StartThreads(settings => settings with { Threads = threads });
        var request = Begin("/watch");
        Actor.Tell(new ExchangeProtocol.InputEnded(request.Exchange));
        Assert.Equal("/watch", Encoding.ASCII.GetString(ExpectWholeAnswer(request)));
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        Actor.Tell(new ExchangeProtocol.InputEnded(request.Exchange));
        Assert.NotEmpty(ExpectWholeAnswer(Send(TestRequests.Get("/"))));
    }

    [Fact]
    public void Runs_what_it_has_not_received_before_it_leaves_also_when_one_of_the_clients_has_gone()
    {
        StartThreads(settings => settings with { Threads = 2 });
        GatewayRequest[] requests = [Begin("/wait1"), Begin("/wait2"), Send(TestRequests.Get("/")), Send(TestRequests.Get("/"))];
        Actor.Tell(ProcessProtocol.Leave.Instance);

        Actor.Tell(new ExchangeProtocol.Abandon(requests[2].Exchange, AbandonReason.ClientGone));
        AwaitProcessed();
        Open(1);
        Open(2);

        var over = requests.Select(_ => Worker.ExpectMsg<ProcessProtocol.Over>(Ceiling).Exchange);
        Assert.Equal(requests.Select(request => request.Exchange), over.Order());
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
    }

    private ProcessProtocol.Ready StartThreads(Func<WsgiSettings, WsgiSettings>? change = null)
    {
        _folder = NewFolder(Program);
        var settings = AppFolder.Settings(_folder.Location) with { Threads = 4 };
        Start(change is null ? settings : change(settings));
        return Worker.ExpectMsg<ProcessProtocol.Ready>(Ceiling);
    }

    private GatewayRequest Begin(string path)
    {
        var request = Send(TestRequests.Get(path));
        AwaitLog("began " + path);
        return request;
    }

    private void TimeOut(GatewayRequest request) => Actor.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.TimedOut));

    private void Open(int number) => File.WriteAllText(Path.Join(_folder.Location, $"open{number}"), "");
}
