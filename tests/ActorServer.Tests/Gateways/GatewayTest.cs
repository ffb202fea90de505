using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>A test of the gateway's actors: neighbours as probes, a log to read, and no message that somebody did not understand.</summary>
public abstract class GatewayTest : TestKit
{
    /// <summary>The ceiling of every wait.</summary>
    protected static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly TestProbe _unhandled;
    private readonly List<WsgiRuntime> _runtimes = [];

    protected GatewayTest(string config = "")
        : base(config)
    {
        _unhandled = CreateTestProbe("unhandled");
        Sys.EventStream.Subscribe(_unhandled.Ref, typeof(UnhandledMessage));
        Gateway = CreateTestProbe("gateway");

        // What says nothing of requests is news only to tests that are about it.
        Gateway.IgnoreMessages(message => message is WorkerProtocol.Settled or WorkerProtocol.Restarted or WorkerProtocol.DiedEarly);
        Connection = CreateTestProbe("connection");
    }

    protected TestProbe Gateway { get; }

    protected TestProbe Connection { get; }

    private protected ListLoggerFactory ServerLog { get; } = new();

    /// <summary>A runtime that goes with the test, after the actors.</summary>
    protected WsgiRuntime NewRuntime(WsgiSettings settings)
    {
        var runtime = new WsgiRuntime(settings, ServerLog);
        _runtimes.Add(runtime);
        return runtime;
    }

    protected WorkerProtocol.Run Run(GatewayRequest request, long generation) => new(request, Connection.Ref, generation);

    protected void AwaitLog(string part) =>
        AwaitAssert(() => Assert.Contains(ServerLog.Lines, line => line.Contains(part, StringComparison.Ordinal)), Ceiling);

    protected override void AfterAll()
    {
        _unhandled.ExpectNoMsg(TimeSpan.Zero);
        base.AfterAll();
        foreach (var runtime in _runtimes)
            runtime.Dispose();
    }
}
