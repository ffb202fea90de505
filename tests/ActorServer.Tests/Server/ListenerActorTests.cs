using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using ActorServer.Server;
using ActorServer.Server.Connections;
using ActorServer.Server.Listener;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>The listener: binds at once, accepts when the pool is ready, one child per socket, never more than allowed.</summary>
public sealed class ListenerActorTests : TestKit
{
    public ListenerActorTests()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(ServerEvents.ListenerBound));
        Sys.EventStream.Subscribe(TestActor, typeof(ServerEvents.ListenerFailed));
    }

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:")]
    [InlineData("::1", "http://[::1]:")]
    public void Says_where_it_listens(string address, string url)
    {
        Listener(address);

        Assert.StartsWith(url, ExpectMsg<ServerEvents.ListenerBound>().Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_only_when_the_first_worker_is_ready()
    {
        Listener();
        using Socket client = Connect(ExpectMsg<ServerEvents.ListenerBound>().Url);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Sys.EventStream.Publish(new ServerEvents.GatewayReady());

        ExpectMsg("started 1");
    }

    [Fact]
    public void Spawns_one_named_child_per_socket()
    {
        IActorRef listener = Listener();
        string url = Ready();
        using Socket first = Connect(url);
        ExpectMsg("started 1");
        using Socket second = Connect(url);
        ExpectMsg("started 2");

        Sys.ActorSelection(listener.Path / "connection-2").Tell("who");
        ExpectMsg("I am 2");
    }

    [Fact]
    public void Stops_a_connection_that_faults_and_no_other()
    {
        IActorRef listener = Listener();
        string url = Ready();
        using Socket first = Connect(url);
        ExpectMsg("started 1");
        using Socket second = Connect(url);
        ExpectMsg("started 2");

        Sys.ActorSelection(listener.Path / "connection-1").Tell("fault");

        ExpectMsg("stopped 1");
        Sys.ActorSelection(listener.Path / "connection-2").Tell("who");
        ExpectMsg("I am 2");
    }

    [Fact]
    public void Pauses_at_its_bound_and_goes_on_when_one_has_left()
    {
        IActorRef listener = Listener(maxConnections: 1);
        string url = Ready();
        using Socket first = Connect(url);
        ExpectMsg("started 1");
        using Socket second = Connect(url);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Sys.ActorSelection(listener.Path / "connection-1").Tell(PoisonPill.Instance);

        ExpectMsg("stopped 1");
        ExpectMsg("started 2");
    }

    [Fact]
    public void Says_that_the_address_is_taken()
    {
        Listener();
        int port = new Uri(ExpectMsg<ServerEvents.ListenerBound>().Url).Port;

        Sys.ActorOf(ListenerActor.Props(new ListenerSettings("127.0.0.1", port, 10, 10), (_, _) => throw new InvalidOperationException(), NullLogger.Instance));

        string message = ExpectMsg<ServerEvents.ListenerFailed>().Message;
        Assert.Contains($"127.0.0.1 port {port}", message, StringComparison.Ordinal);
        Assert.Contains("in use", message, StringComparison.Ordinal);
        Assert.Contains("actor-server.listener.port", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_up_its_address_and_lets_connections_finish()
    {
        IActorRef listener = Listener();
        Watch(listener);
        string url = Ready();
        using Socket client = Connect(url);
        ExpectMsg("started 1");

        listener.Tell(ListenerProtocol.StopAccepting.Instance, TestActor);
        ExpectMsg<ListenerProtocol.AcceptingStopped>();
        Assert.Throws<SocketException>(() => Connect(url));
        listener.Tell(ListenerProtocol.Drain.Instance);
        ExpectMsg("drained 1");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Sys.ActorSelection(listener.Path / "connection-1").Tell(PoisonPill.Instance);

        ExpectMsg("stopped 1");
        ExpectTerminated(listener);
    }

    [Fact]
    public void Listens_on_a_unix_socket_replaces_a_stale_one_and_removes_its_own()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("actorserver-test-").FullName, "a.sock");
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(path));
        }

        IActorRef listener = Listener("unix:" + path);
        Watch(listener);
        Assert.Equal("unix:" + path, Ready());
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        ExpectMsg("started 1");

        Sys.Stop(listener);
        ExpectMsg("stopped 1");
        ExpectTerminated(listener);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Never_deletes_a_file_that_is_no_socket()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "precious");

        Listener("unix:" + path);

        string message = ExpectMsg<ServerEvents.ListenerFailed>().Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("a file of another kind", message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(path));
        File.Delete(path);
    }

    [Fact]
    public void Says_that_the_folder_of_a_unix_socket_does_not_exist()
    {
        Listener("unix:/no/such/folder/a.sock");

        Assert.Contains("its folder does not exist", ExpectMsg<ServerEvents.ListenerFailed>().Message, StringComparison.Ordinal);
    }

    private IActorRef Listener(string address = "127.0.0.1", int maxConnections = 100)
    {
        IActorRef told = TestActor;
        return Sys.ActorOf(ListenerActor.Props(
            new ListenerSettings(address, 0, 10, maxConnections),
            (socket, number) => Props.Create(() => new Child(socket, number, told)), NullLogger.Instance));
    }

    private string Ready()
    {
        string url = ExpectMsg<ServerEvents.ListenerBound>().Url;
        Sys.EventStream.Publish(new ServerEvents.GatewayReady());
        return url;
    }

    private static Socket Connect(string url)
    {
        var uri = new Uri(url);
        var address = IPAddress.Parse(uri.Host.Trim('[', ']'));
        var client = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(address, uri.Port);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private sealed class Child(Socket socket, long number, IActorRef told) : UntypedActor
    {
        protected override void PreStart() => told.Tell($"started {number}");

        protected override void PostStop()
        {
            socket.Dispose();
            told.Tell($"stopped {number}");
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "who":
                    told.Tell($"I am {number}");
                    break;
                case "fault":
                    throw new InvalidOperationException("fault");
                case ConnectionProtocol.Drain:
                    told.Tell($"drained {number}");
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
