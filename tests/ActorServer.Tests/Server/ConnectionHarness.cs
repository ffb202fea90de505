using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;
using ActorServer.Server.Connections.Opening;
using ActorServer.Server.Settings;
using ActorServer.Server.Spool;
using ActorServer.Server.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>One connection actor on a real loopback socket, with the test in the place of its client, its router and its worker.</summary>
public abstract class ConnectionHarness : TestKit
{
    private static readonly Config VirtualTime = ConfigurationFactory.ParseString(
        "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");

    private readonly ManualClock _clock = new();
    private readonly SpoolDirectory _spool;
    private readonly string _spoolParent = Directory.CreateTempSubdirectory("actorserver-test-").FullName;
    private ConnectionFactory? _factory;

    /// <summary>Starts an actor system on virtual time.</summary>
    protected ConnectionHarness() : base(VirtualTime)
    {
        Router = CreateTestProbe("router");
        Worker = CreateTestProbe("worker");
        Records = CreateTestProbe("records");
        Sys.EventStream.Subscribe(Records.Ref, typeof(ExchangeCompleted));
        _spool = new SpoolDirectory(new SpoolSettings(_spoolParent, 1 << 20, MaxResponse: 512 * 1024));
    }

    /// <summary>Gets what the connection submits.</summary>
    protected TestProbe Router { get; }

    /// <summary>Gets credits and abandonments.</summary>
    protected TestProbe Worker { get; }

    /// <summary>Gets the exchanges' records.</summary>
    protected TestProbe Records { get; }

    /// <summary>The client's end.</summary>
    protected Socket Client { get; private set; } = null!; // Connect sets it; every test begins with it.

    /// <summary>The connection actor.</summary>
    protected IActorRef Connection { get; private set; } = ActorRefs.Nobody;

    /// <summary>Bytes in the spool.</summary>
    protected long Spooled => _spool.Used;

    internal static ConnectionSettings Defaults { get; } = new(
        new HttpLimits(), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(75), 1000, 240, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30),
        64 * 1024, 240, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 64 * 1024, TimeSpan.FromSeconds(2), 64 * 1024);

    internal static GatewaySettings GatewayDefaults { get; } = new(
        1, 100, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 64 * 1024);

    internal ConnectionResources Resources(ConnectionSettings? settings = null, bool streams = false, GatewaySettings? gateway = null) => new(
        settings ?? Defaults, gateway ?? GatewayDefaults, Router.Ref, _spool, _clock, new DateHeader(TimeProvider.System), new RequestIds(),
        NullLogger.Instance, streams);

    internal void Connect(
        ConnectionSettings? settings = null, bool streams = false, GatewaySettings? gateway = null, IReadOnlyList<IConnectionOpening>? openings = null, bool isNarrow = false,
        ProxySettings? proxy = null)
    {
        _factory = new ConnectionFactory(Resources(settings, streams, gateway) with { Openings = openings ?? [], Proxy = proxy ?? ProxySettings.None });
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        if (isNarrow)
        {
            // The system takes some kilobytes only for a client that does not read.
            listener.Server.SendBufferSize = 4096;
        }

        listener.Start();
        Client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 20_000,
        };
        if (isNarrow)
        {
            Client.ReceiveBufferSize = 4096;
        }

        Client.Connect(listener.LocalEndpoint);
        Connection = Sys.ActorOf(_factory.Create(listener.AcceptSocket(), 1), "connection-1");
        Watch(Connection);
    }

    /// <summary>Sends text as latin-1.</summary>
    protected void Send(string text) => Client.Send(Encoding.Latin1.GetBytes(text));

    /// <summary>The request that the connection submits; the test's worker takes it.</summary>
    protected GatewayRequest ExpectRequest()
    {
        GatewayRequest request = Router.ExpectMsg<GatewayProtocol.Submit>().Request;
        Connection.Tell(new GatewayProtocol.Dispatched(request.Exchange, Worker.Ref, 1));
        return request;
    }

    /// <summary>Answers with a complete response.</summary>
    protected void Answer(GatewayRequest request, string body = "hello") =>
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), Encoding.Latin1.GetBytes(body), true));

    /// <summary>Begins an answer that is chunked.</summary>
    protected void Begin(GatewayRequest request, string block) =>
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), Encoding.Latin1.GetBytes(block), false));

    /// <summary>Closes the client's end so that the connection is met by a reset.</summary>
    protected void ResetClient()
    {
        Client.LingerState = new LingerOption(true, 0);
        Client.Dispose();
    }

    /// <summary>Sends until the connection and the system between take nothing more.</summary>
    /// <returns>How many bytes they took.</returns>
    protected long SendUntilFull()
    {
        var bytes = new byte[64 * 1024];
        long taken = 0;
        Client.Blocking = false;
        for (int refusals = 0; refusals < 20;)
        {
            int count = Client.Send(bytes, 0, bytes.Length, SocketFlags.None, out SocketError error);
            taken += error == SocketError.Success ? count : 0;
            Assert.True(taken < 1L << 28, "It takes everything.");
            refusals = error == SocketError.Success ? 0 : refusals + 1;
            if (refusals > 0)
            {
                // Not before the connection has had its turn, several times over.
                AwaitProcessed();
                Client.Poll(TimeSpan.FromMilliseconds(20), SelectMode.SelectWrite);
            }
        }

        Client.Blocking = true;
        return taken;
    }

    /// <summary>Reads until what came ends with the text.</summary>
    protected string ReceiveUntil(string end)
    {
        var received = new StringBuilder();
        var buffer = new byte[1];
        while (!received.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.True(Client.Receive(buffer) == 1, $"The connection ended after: {received}");
            received.Append((char)buffer[0]);
        }

        return received.ToString();
    }

    /// <summary>Reads to the end of the connection.</summary>
    protected string ReceiveAll()
    {
        var received = new StringBuilder();
        var buffer = new byte[4096];
        for (int count; (count = Client.Receive(buffer)) > 0;)
        {
            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return received.ToString();
    }

    /// <summary>Lets time pass for the server, after everything told so far is done.</summary>
    protected void Advance(TimeSpan time)
    {
        AwaitProcessed();
        _clock.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(time);
    }

    /// <summary>Identify is answered in the mailbox's order: whatever was told before is done.</summary>
    protected void AwaitProcessed()
    {
        TestProbe probe = CreateTestProbe();
        Connection.Tell(new Identify(1), probe.Ref);
        probe.ExpectMsg<ActorIdentity>();
    }

    /// <inheritdoc/>
    protected override void AfterAll()
    {
        base.AfterAll();
        Client?.Dispose();
        _spool.Dispose();
        Directory.Delete(_spoolParent, recursive: true);
    }
}
