using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Server;
using ActorServer.Server.Listener;
using ActorServer.Server.Systemd;

namespace ActorServer.Tests.Server;

/// <summary>What the service manager hears, and that it hears nothing of a tree that hangs.</summary>
public sealed class ServiceNotifierActorTests : TestKit
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-test-").FullName;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };
    private readonly List<string> _forgotten = [];
    private ServiceManager? _manager;

    [Fact]
    public void Two_reloads_at_a_time_are_one()
    {
        Start(watchdog: null);
        Sys.EventStream.Publish(new ServerEvents.ListenerBound("http://a"));
        Sys.EventStream.Publish(new ServerEvents.GatewayReady());
        Sys.EventStream.Publish(new ServerEvents.ReloadBegan());
        Sys.EventStream.Publish(new ServerEvents.ReloadBegan());
        Sys.EventStream.Publish(new ServerEvents.ReloadEnded(true, ""));
        Sys.EventStream.Publish(new ServerEvents.ReloadEnded(false, "line\ntwo"));
        Sys.EventStream.Publish(new ServerEvents.Draining());

        Assert.Equal("STATUS=Starting the application for http://a", Receive());
        Assert.Equal("READY=1\nSTATUS=Serving on http://a", Receive());
        Assert.StartsWith("RELOADING=1\n", Receive(), StringComparison.Ordinal);
        Assert.Equal("READY=1\nSTATUS=Serving on http://a as before: not reloaded, line two", Receive());
        Assert.Equal("STOPPING=1\nSTATUS=Finishing what is under way", Receive());
        Assert.Equal(["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"], _forgotten);
    }

    [Fact]
    public void Says_that_it_lives_only_when_gateway_and_listener_have_answered()
    {
        TestProbe gateway = CreateTestProbe();
        TestProbe listener = CreateTestProbe();
        Start(watchdog: "20000", gateway, listener);
        Sys.EventStream.Publish(new ServerEvents.GatewayReady());
        Assert.StartsWith("READY=1\n", Receive(), StringComparison.Ordinal);
        Assert.Equal("WATCHDOG=1", Receive());

        // The gateway hangs: the listener's word alone is not enough, however often it comes.
        for (int i = 0; i < 3; i++)
        {
            listener.ExpectMsg<ListenerProtocol.Describe>().ReplyTo.Tell(Listening);
        }

        gateway.ExpectMsg<GatewayProtocol.Describe>();
        Sys.EventStream.Publish(new ServerEvents.ReloadBegan());
        Assert.StartsWith("RELOADING=1\n", Receive(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_listen_keeps_nobody_waiting_and_hears_the_latest()
    {
        Start(watchdog: null);
        await Task.Run(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                _manager!.Status($"{i}");
            }

            _manager!.Ready("at last");
            for (int i = 0; i < 100; i++)
            {
                _manager.Alive();
            }
        }).WaitAsync(TimeSpan.FromSeconds(60));

        while (Receive() != "READY=1\nSTATUS=at last")
        {
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:1234")]
    [InlineData("relative")]
    public void Somebody_else_is_told_nothing(string? address) =>
        Assert.Null(ServiceManager.Find(name => name == "NOTIFY_SOCKET" ? address : null, _ => { }));

    [Fact]
    public void The_watchdog_of_another_process_is_not_fed()
    {
        using ServiceManager? manager = ServiceManager.Find(
            name => name switch { "NOTIFY_SOCKET" => "/nowhere", "WATCHDOG_USEC" => "1000", "WATCHDOG_PID" => "1", _ => null }, _ => { });
        Assert.NotNull(manager);
        Assert.Null(manager.WatchdogInterval);
        manager.Ready("nobody listens there");
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _manager?.Dispose();
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ListenerStatus Listening => new("http://a", false, 0, 1, 0);

    private void Start(string? watchdog, IActorRef? gateway = null, IActorRef? listener = null)
    {
        string path = Path.Combine(_folder, "n.sock");
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _manager = ServiceManager.Find(name => name switch { "NOTIFY_SOCKET" => path, "WATCHDOG_USEC" => watchdog, _ => null }, _forgotten.Add);
        Assert.NotNull(_manager);
        ServiceNotifierActor.Start(Sys, _manager, gateway ?? ActorRefs.Nobody, listener ?? ActorRefs.Nobody);
    }

    private string Receive()
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer));
    }
}
