using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>Several requests in the channel of one real Python process: it receives one at a time, and what it has not received never runs there.</summary>
public sealed class WsgiDepthTests : GatewayTest
{
    private const string Program = """
        import os, time
        log = os.path.join(os.path.dirname(__file__), "ran")
        def application(environ, start_response):
            path = environ["PATH_INFO"]
            with open(log, "a") as file:
                file.write(path + "\n")
            if path == "/die":
                os._exit(9)
            while path == "/slow" and not os.path.exists(log + ".open"):
                time.sleep(0.01)
            start_response("200 OK", [])
            return [path.encode()]
        """;

    private readonly AppFolder _folder = new(Program);
    private readonly IActorRef _worker;
    private readonly long _generation;

    public WsgiDepthTests()
    {
        WsgiSettings settings = AppFolder.Settings(_folder.Location) with { ChannelDepth = 4 };
        _worker = Sys.ActorOf(WsgiWorkerActor.Props(1, settings, NewRuntime(settings), Gateway.Ref), "worker-1");
        var ready = Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
        Assert.Equal(4, ready.Places);
        _generation = ready.Generation;
    }

    [Fact]
    public void Answers_in_the_order_in_which_requests_were_given()
    {
        GatewayRequest[] requests = [Send("/1"), Send("/2"), Send("/3"), Send("/4")];

        Assert.Equal(requests.Select(request => request.Exchange), requests.Select(_ => Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Exchange));
        Assert.Equal(requests.Select(request => request.Exchange), requests.Select(_ => Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling).Exchange));
    }

    [Fact]
    public void Returns_a_request_beyond_its_depth()
    {
        Send("/slow");
        Send("/2");
        Send("/3");
        Send("/4");

        GatewayRequest fifth = Send("/5");

        Assert.Equal(fifth, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        Open();
    }

    [Fact]
    public void Gives_back_what_waits_behind_a_slow_request_the_youngest_first_and_it_never_runs()
    {
        Send("/slow");
        AwaitRan("/slow");
        GatewayRequest second = Send("/2");
        GatewayRequest third = Send("/3");

        _worker.Tell(new WorkerProtocol.TakeBack(_generation));

        Assert.Equal(third, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        Assert.Equal(second, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        Open();
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling);
        Send("/after");
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal(["/slow", "/after"], Ran());
    }

    [Fact]
    public void Costs_the_request_that_a_dying_process_had_received_and_no_other()
    {
        Send("/slow");
        AwaitRan("/slow");
        GatewayRequest deadly = Send("/die");
        GatewayRequest third = Send("/3");
        Open();

        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        var failed = Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling);
        Assert.Equal((deadly.Exchange, Refusal.WorkerDied), (failed.Exchange, failed.Reason));
        Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling);
        Gateway.ExpectMsg<WorkerProtocol.Lost>(Ceiling);
        Assert.Equal(third, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        Assert.Equal(["/slow", "/die"], Ran());
    }

    [Fact]
    public void Gives_back_what_waits_behind_a_request_that_is_over_its_time()
    {
        GatewayRequest stuck = Send("/slow");
        AwaitRan("/slow");
        GatewayRequest second = Send("/2");

        _worker.Tell(new ExchangeProtocol.Abandon(stuck.Exchange, AbandonReason.TimedOut));

        Gateway.ExpectMsg<WorkerProtocol.Lost>(Ceiling);
        Assert.Equal(second, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(AbandonReason.ClientGone)]
    [InlineData(AbandonReason.TimedOut)]
    public void Drops_an_abandoned_request_that_was_not_received_and_kills_nobody(AbandonReason reason)
    {
        Send("/slow");
        AwaitRan("/slow");
        GatewayRequest second = Send("/2");
        GatewayRequest third = Send("/3");

        _worker.Tell(new ExchangeProtocol.Abandon(second.Exchange, reason));

        Assert.Equal(third, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        Assert.Equal(second.Exchange, Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling).Exchange);
        Open();
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal(["/slow"], Ran());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private GatewayRequest Send(string path)
    {
        GatewayRequest request = TestRequests.Get(path);
        _worker.Tell(Run(request, _generation));
        return request;
    }

    private void Open() => File.WriteAllText(Path.Join(_folder.Location, "ran.open"), "");

    private string[] Ran() => File.Exists(Path.Join(_folder.Location, "ran")) ? File.ReadAllLines(Path.Join(_folder.Location, "ran")) : [];

    private void AwaitRan(string path) => AwaitCondition(() => Ran().Contains(path), Ceiling);
}
