using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ActorServer.Server.Control;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>The control socket: whose it is, what is said on it, and whom it serves.</summary>
public sealed class ControlSocketTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-test-").FullName;
    private readonly Commands _commands = new();

    private string Socket => Path.Combine(_folder, "c.sock");

    [Fact]
    public async Task Answers_one_line_with_one_line_and_is_for_its_owner_alone()
    {
        using ControlListener listener = Open();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Socket));
        using ControlClient client = await ControlClient.ConnectAsync([Socket]);
        Assert.Equal("status", (string?)(await client.AskAsync("status"))["did"]);
    }

    [Fact]
    public async Task Replaces_the_socket_of_a_dead_server_and_not_that_of_a_living_one()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Socket));
            dead.Listen();
            File.Move(Socket, Socket + ".kept"); // .NET would remove it with the socket.
        }

        File.Move(Socket + ".kept", Socket);
        using ControlListener living = Open();
        var refused = Assert.Throws<ControlException>(Open);
        Assert.Equal($"The control socket {Socket} is another server's: end that, or name another (actor-server.control.socket).", refused.Message);
        using ControlClient client = await ControlClient.ConnectAsync([Socket]);
        Assert.Equal("status", (string?)(await client.AskAsync("status"))["did"]);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_path_that_cannot_be_had()
    {
        string nowhere = Path.Combine(_folder, "none", "c.sock");
        var missing = Assert.Throws<ControlException>(() => ControlListener.Open(nowhere, _commands, NullLogger.Instance));
        Assert.Equal($"The control socket {nowhere} cannot be made: its folder does not exist: make it, or name another (actor-server.control.socket).", missing.Message);

        File.WriteAllText(Socket, "a file");
        var occupied = Assert.Throws<ControlException>(Open);
        Assert.Equal($"The control socket {Socket} cannot be made: there is a file of another kind: remove it, or name another (actor-server.control.socket).", occupied.Message);
        Assert.Equal("a file", File.ReadAllText(Socket));
    }

    [Fact]
    public async Task Goes_with_its_server()
    {
        Open().Dispose();
        Assert.False(File.Exists(Socket));
        var missing = await Assert.ThrowsAsync<ControlException>(() => ControlClient.ConnectAsync([Socket, Socket + "2"]));
        Assert.Equal($"No server answers at {Socket} or {Socket}2.", missing.Message);
    }

    [Fact]
    public async Task A_hundred_silent_clients_hurt_nobody_and_are_cut()
    {
        using ControlListener listener = Open();
        Socket[] silent = [.. Enumerable.Range(0, 100).Select(_ => Connect())];
        using (ControlClient client = await ControlClient.ConnectAsync([Socket]))
        {
            Assert.Equal("status", (string?)(await client.AskAsync("status"))["did"]);
        }

        foreach (Socket one in silent)
        {
            using (one)
            {
                Assert.Equal(0, await one.ReceiveAsync(new byte[1]).WaitAsync(Ceiling));
            }
        }
    }

    [Theory]
    [InlineData(ControlListener.LongestCommand, true)]
    [InlineData(ControlListener.LongestCommand + 1, false)]
    public async Task Reads_a_line_of_so_many_bytes_and_no_more(int length, bool isAnswered)
    {
        using ControlListener listener = Open();
        using Socket client = Connect();
        string line = "{\"command\":\"status\"}".PadRight(length);
        await client.SendAsync(Encoding.ASCII.GetBytes(line + "\n"));
        byte[] answer = new byte[100];
        int read;
        try
        {
            read = await client.ReceiveAsync(answer).WaitAsync(Ceiling);
        }
        catch (SocketException)
        {
            read = 0; // Closed with bytes unread.
        }

        Assert.Equal(isAnswered, read > 0);
    }

    [Theory]
    [InlineData("{\"command\":\"dance\"}")]
    [InlineData("status")]
    [InlineData("[1]")]
    [InlineData("{\"command\":1}")]
    [InlineData("")]
    public async Task Names_its_commands_to_whoever_says_another(string line)
    {
        using ControlListener listener = Open();
        using Socket client = Connect();
        await client.SendAsync(Encoding.ASCII.GetBytes(line + "\n"));
        byte[]? answer = await ControlLine.ReadAsync(client, 1000, CancellationToken.None).WaitAsync(Ceiling);
        Assert.Equal("status, reload and stop are the commands.", (string?)JsonNode.Parse(answer)!["error"]);
    }

    [Fact]
    public async Task A_client_that_hangs_up_takes_its_wait_with_it()
    {
        using ControlListener listener = Open();
        using (Socket client = Connect())
        {
            await client.SendAsync("{\"command\":\"reload\"}\n"u8.ToArray());
            await _commands.Reloading.Task.WaitAsync(Ceiling);
        }

        await _commands.ReloadCancelled.Task.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task A_stop_is_answered_before_it_begins_and_holds_its_connection()
    {
        ControlListener listener = Open();
        using Socket client = Connect();
        await client.SendAsync("{\"command\":\"stop\",\"now\":true}\n"u8.ToArray());
        byte[]? answer = await ControlLine.ReadAsync(client, 1000, CancellationToken.None).WaitAsync(Ceiling);
        Assert.Equal("stop", (string?)JsonNode.Parse(answer)!["did"]);
        Assert.True(await _commands.Stopped.Task.WaitAsync(Ceiling));
        listener.Dispose();
        Assert.False(client.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead));
    }

    [Theory]
    [InlineData("127.0.0.1", 9989, "127.0.0.1-9989.sock")]
    [InlineData("::1", 80, "::1-80.sock")]
    [InlineData("unix:/run/a/b.sock", 0, "unix--run-a-b.sock.sock")]
    [InlineData("unix:/run/a-b.sock", 0, "unix--run-a--b.sock.sock")]
    public void Is_named_after_the_address(string address, int port, string name) =>
        Assert.Equal(["/run/me/" + name, $"/tmp/actorserver-{LibcControl.UserId}/{name}"], Paths(address, port));

    [Fact]
    public void A_name_that_is_too_long_is_hashed()
    {
        string[] paths = [.. new[] { "b", "c" }.Select(last => Paths("unix:/" + new string('a', 100) + last, 0)[0])];
        Assert.All(paths, path => Assert.Matches("^/run/me/unix-[0-9a-f]{16}\\.sock$", path));
        Assert.NotEqual(paths[0], paths[1]);
    }

    [Fact]
    public void Is_where_the_setting_says_or_nowhere()
    {
        Assert.Equal(["/x/y"], ControlPath.Of(new ControlSettings("/x/y"), "127.0.0.1", 1, _ => null));
        Assert.Empty(ControlPath.Of(new ControlSettings("off"), "127.0.0.1", 1, _ => null));
    }

    [Fact]
    public void A_folder_that_others_can_write_to_is_not_trusted()
    {
        string made = Path.Combine(_folder, "made");
        RuntimeFolder.Make(made);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        RuntimeFolder.Make(made);
        File.SetUnixFileMode(made, File.GetUnixFileMode(made) | UnixFileMode.GroupWrite);
        Assert.StartsWith($"Others may write to {made}", Assert.Throws<ControlException>(() => RuntimeFolder.Make(made)).Message, StringComparison.Ordinal);
        string link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, _folder);
        Assert.StartsWith($"{link} is not a folder", RuntimeFolder.Problem(link), StringComparison.Ordinal);
        Assert.Null(RuntimeFolder.Problem(Path.Combine(_folder, "nothing")));
    }

    [Fact]
    public async Task A_server_in_a_folder_that_others_can_write_to_is_asked_only_where_it_was_named()
    {
        using ControlListener listener = Open();
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherWrite);

        var refused = await Assert.ThrowsAsync<ControlException>(() => ControlClient.ConnectAsync([Socket]));
        using ControlClient client = await ControlClient.ConnectAsync([Socket], isNamed: true);

        Assert.Contains($"Others may write to {_folder}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("status", (string?)(await client.AskAsync("status"))["did"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ControlListener Open() => ControlListener.Open(Socket, _commands, NullLogger.Instance);

    private static IReadOnlyList<string> Paths(string address, int port) => ControlPath.Of(
        new ControlSettings(""), address, port, name => name == "RUNTIME_DIRECTORY" ? "/run/me:/run/other" : null);

    private Socket Connect()
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Socket));
        return client;
    }

    private sealed class Commands : IControlCommands
    {
        public TaskCompletionSource Reloading { get; } = new();

        public TaskCompletionSource ReloadCancelled { get; } = new();

        public TaskCompletionSource<bool> Stopped { get; } = new();

        public Task<JsonNode> StatusAsync(CancellationToken cancellation) => Did("status");

        public async Task<JsonNode> ReloadAsync(CancellationToken cancellation)
        {
            using var registration = cancellation.Register(() => ReloadCancelled.TrySetResult());
            Reloading.TrySetResult();
            await ReloadCancelled.Task;
            return new JsonObject();
        }

        public Task<JsonNode> AnnounceStopAsync(bool isNow, CancellationToken cancellation) => Did("stop");

        public void Stop(bool isNow) => Stopped.TrySetResult(isNow);

        private static Task<JsonNode> Did(string what) => Task.FromResult<JsonNode>(new JsonObject { ["did"] = what });
    }
}
