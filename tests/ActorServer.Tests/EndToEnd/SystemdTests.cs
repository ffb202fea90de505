using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorServer.Tests.EndToEnd;

/// <summary>A server that a service manager starts: its sockets, and what it wants to hear.</summary>
[Collection(Processes.Name)]
public sealed class SystemdTests : IDisposable
{
    private const int Hangup = 1;
    private const int Terminate = 15;

    // One comes in 0.1 s: half a minute.
    private const int MostSigns = 300;

    private static readonly string Echo = Path.Combine(ServerProcess.Root, "tests", "apps", "echo");
    private static readonly string Activator = Path.Combine(ServerProcess.Root, "tests", "ActorServer.Tests", "EndToEnd", "activate.py");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listens_on_all_sockets_that_were_passed_and_keeps_them_from_its_children()
    {
        string unix = _folder.Of("a.sock");
        using ServerProcess server = ServerProcess.LaunchBy(
            ["python3", Activator, "127.0.0.1:0", "127.0.0.1:0=admin", unix, "--"], $"address: 192.0.2.1\nport: 1\napp-loc: {Echo}\nconcurrency: 1\n").Listening();

        server.WaitForLog("listening on unix:" + unix);
        using HttpClient client = server.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
        using HttpClient local = new(new SocketsHttpHandler { ConnectCallback = async (_, cancellation) => await ConnectAsync(unix, cancellation) });
        string environ = await local.GetStringAsync("http://x/environ");
        Assert.DoesNotContain("LISTEN_", environ, StringComparison.Ordinal);
        using HttpClient admin = new() { BaseAddress = new Uri(server.WaitForLog("admin on ").Split(' ')[^1]) };
        Assert.Equal("alive\n", await admin.GetStringAsync("/livez"));
        Assert.All(server.ChildPids(), pid => Assert.DoesNotContain(Sockets(pid), Listening(server.Id).Contains));

        server.Signal(Terminate);

        Assert.Equal(0, server.WaitForExit());
        Assert.True(File.Exists(unix)); // It is the service manager's.
    }

    [Fact]
    public void Refuses_what_is_no_listening_socket_and_an_address_without_any()
    {
        using (ServerProcess server = ServerProcess.LaunchBy(["python3", Activator, "datagram", "--"], $"app-loc: {Echo}\n"))
        {
            Assert.Equal(1, server.WaitForExit());
            Assert.Equal("actorserver: Descriptor 3, passed by systemd, is not a listening stream socket: the socket unit needs ListenStream= and Accept=no (LISTEN_FDS, systemd.socket(5)).", server.Log.Last());
        }

        using ServerProcess none = ServerProcess.Launch($"address: systemd\napp-loc: {Echo}\n");
        Assert.Equal(1, none.WaitForExit());
        Assert.StartsWith("actorserver: Address systemd stands for sockets that systemd passes, and there are none", none.Log.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Says_when_it_is_ready_reloads_lives_and_stops(bool isAbstract)
    {
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };
        string path = isAbstract ? $"@actorserver-test-{Guid.NewGuid():N}" : _folder.Of("n.sock");
        manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + path[1..] : path));
        using ServerProcess server = ServerProcess.LaunchBy(
            ["env"], $"port: 0\napp-loc: {Echo}\nconcurrency: 1\n", new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "200000" });

        Assert.StartsWith("STATUS=Starting the application for http://127.0.0.1:", Next(manager), StringComparison.Ordinal);
        Assert.StartsWith("READY=1\nSTATUS=Serving on http://127.0.0.1:", Next(manager), StringComparison.Ordinal);
        Assert.Equal("WATCHDOG=1", Receive(manager));
        Assert.Equal("WATCHDOG=1", Receive(manager));
        Assert.Equal("WATCHDOG=1", Receive(manager));
        Assert.DoesNotContain("NOTIFY_SOCKET", Environment(server.WorkerPids()[0]), StringComparison.Ordinal);

        server.Signal(Hangup);
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=Reloading the application$", Next(manager));
        Assert.StartsWith("READY=1\n", Next(manager), StringComparison.Ordinal);

        using ServerProcess reload = server.Listening().Command("reload", "--port", $"{server.Url.Port}");
        Assert.StartsWith("RELOADING=1\n", Next(manager), StringComparison.Ordinal);
        Assert.StartsWith("READY=1\n", Next(manager), StringComparison.Ordinal);

        server.Signal(Terminate);
        Assert.StartsWith("STOPPING=1\n", Next(manager), StringComparison.Ordinal);
        Assert.Equal(0, server.WaitForExit());
    }

    private static async Task<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    // The next one that is no sign of life.
    private static string Next(Socket manager)
    {
        for (int signs = 0; signs < MostSigns; signs++)
        {
            string text = Receive(manager);
            if (text != "WATCHDOG=1")
            {
                return text;
            }
        }

        throw new TimeoutException("The server lives, and says nothing else.");
    }

    private static string Receive(Socket manager)
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
    }

    private static string Environment(int pid) => File.ReadAllText($"/proc/{pid}/environ");

    private static IEnumerable<string> Listening(int pid) => new[] { 3, 4, 5 }.Select(number => LinkOf(pid, number));

    private static IEnumerable<string> Sockets(int pid) => Directory.GetFileSystemEntries($"/proc/{pid}/fd").Select(path => LinkOf(pid, int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)));

    private static string LinkOf(int pid, int number) => new FileInfo($"/proc/{pid}/fd/{number}").LinkTarget ?? "";
}
