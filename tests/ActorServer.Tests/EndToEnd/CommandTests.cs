using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ActorServer.Tests.EndToEnd;

/// <summary>reload, status and stop: what they print, what they do, and how they exit.</summary>
[Collection(Processes.Name)]
public sealed class CommandTests
{
    private const int Kill = 9;

    private static readonly string Echo = Path.Combine(ServerProcess.Root, "tests", "apps", "echo");

    [Fact]
    public async Task Status_shows_the_request_that_a_worker_runs()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 2");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> running = client.GetAsync("/sleep?s=600");
        server.WaitForLog("sleeps in");

        using (ServerProcess status = server.Command("status", "--port", Port(server)))
        {
            Assert.Equal(0, status.WaitForExit());
            Assert.StartsWith($"serving: {server.Url.AbsoluteUri.TrimEnd('/')}, process {server.Id}, ", status.Output.First(), StringComparison.Ordinal);
            Assert.Contains(status.Output, line => line.StartsWith("worker\tpid\tstate", StringComparison.Ordinal));
            Assert.Contains(status.Output, line => line.Contains("\tbusy\t", StringComparison.Ordinal) && line.Contains("GET /sleep?s=600 HTTP/1.1", StringComparison.Ordinal));
        }

        using ServerProcess json = server.Command("status", "--json", "--port", Port(server));
        Assert.Equal(0, json.WaitForExit());
        Assert.Equal(server.Id, (int?)JsonNode.Parse(string.Join('\n', json.Output))!["pid"]);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Stop_waits_until_the_server_has_ended()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> running = client.GetAsync("/sleep?s=1");
        server.WaitForLog("sleeps in");

        using ServerProcess stop = server.Command("stop", "--port", Port(server));

        Assert.Equal(0, stop.WaitForExit());
        Assert.Equal([$"Process {server.Id} takes nothing new, and has at most 30 s for what is under way: 1 busy worker(s), 0 waiting request(s).", "It has ended."], stop.Output);
        Assert.False(ServerProcess.IsAlive(server.Id));
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(0, server.WaitForExit());
        Assert.Equal("actorserver: Stopped by actorserver stop.", server.Log.Last());
    }

    [Fact]
    public async Task Stop_now_waits_for_nothing()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\ndrain-timeout: 10m\nrequest-timeout: 10m");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> cut = client.GetAsync("/sleep?s=600");
        server.WaitForLog("sleeps in");

        using ServerProcess stop = server.Command("stop", "--now", "--port", Port(server));

        Assert.Equal(0, stop.WaitForExit());
        await Assert.ThrowsAsync<HttpRequestException>(() => cut);
        Assert.Equal(0, server.WaitForExit());
    }

    [Fact]
    public async Task Reload_serves_new_code_and_keeps_the_old_when_the_new_is_broken()
    {
        string folder = Directory.CreateTempSubdirectory("actorserver-e2e-").FullName;
        Write("ok one");
        using ServerProcess server = ServerProcess.StartIn(folder, "wsgi", "concurrency: 1");
        using HttpClient client = server.Client();
        Assert.Equal("ok one", await client.GetStringAsync("/"));

        Write("ok two");
        using (ServerProcess reload = server.Command("reload", "--port", Port(server)))
        {
            Assert.Equal(0, reload.WaitForExit());
            Assert.Single(reload.Output);
        }

        Assert.Equal("ok two", await client.GetStringAsync("/"));
        File.WriteAllText(Path.Combine(folder, "wsgi.py"), "raise RuntimeError('mended too early')\n");
        using (ServerProcess reload = server.Command("reload", "--port", Port(server)))
        {
            Assert.Equal(1, reload.WaitForExit());
            Assert.Empty(reload.Output);
            Assert.Single(reload.Log, line => line.Contains("Traceback (most recent call last)", StringComparison.Ordinal));
            Assert.StartsWith("actorserver: ", reload.Log.Last(), StringComparison.Ordinal);
        }

        Assert.Equal("ok two", await client.GetStringAsync("/"));
        Directory.Delete(folder, recursive: true);

        void Write(string text) => File.WriteAllText(
            Path.Combine(folder, "wsgi.py"),
            $"def application(environ, start_response):\n    start_response('200 OK', [])\n    return [b'{text}']\n");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("reload")]
    [InlineData("stop")]
    public void Without_a_server_a_command_names_where_it_looked(string command)
    {
        using ServerProcess missing = ServerProcess.Launch($"port: 1\napp-loc: {Echo}\n", command);
        Assert.Equal(1, missing.WaitForExit());
        Assert.StartsWith($"actorserver: No server answers at {missing.PathOf("actorserver")}/127.0.0.1-1.sock or ", Assert.Single(missing.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Port_0_cannot_be_found_without_its_port()
    {
        using ServerProcess unknown = ServerProcess.Launch($"port: 0\napp-loc: {Echo}\n", "status");
        Assert.Equal(1, unknown.WaitForExit());
        Assert.Contains("--port", Assert.Single(unknown.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void The_socket_of_a_killed_server_is_taken_over_and_that_of_a_living_one_is_not()
    {
        string socket = Path.Combine(Directory.CreateTempSubdirectory("actorserver-e2e-").FullName, "c.sock");
        using (ServerProcess killed = ServerProcess.Start("echo", $"control-socket: {socket}"))
        {
            ServerProcess.WaitUntil(() => File.Exists(socket), "the socket");
            killed.Signal(Kill);
            killed.WaitForExit();
        }

        Assert.True(File.Exists(socket));
        using ServerProcess server = ServerProcess.Start("echo", $"control-socket: {socket}");
        using (ServerProcess status = server.Command("status"))
        {
            Assert.Equal(0, status.WaitForExit());
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        using (ServerProcess second = ServerProcess.Launch($"port: 0\napp-loc: {Echo}\ncontrol-socket: {socket}\n"))
        {
            Assert.Equal(1, second.WaitForExit());
            Assert.Contains("is another server's", second.Log.Last(), StringComparison.Ordinal);
        }

        Directory.Delete(Path.GetDirectoryName(socket)!, recursive: true); // A file in a folder has one.
    }

    private static string Port(ServerProcess server) => server.Url.Port.ToString(CultureInfo.InvariantCulture);
}
