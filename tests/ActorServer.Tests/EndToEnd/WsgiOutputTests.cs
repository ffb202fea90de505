using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd;

/// <summary>What an application writes: whose it is, how much is kept, and what it cannot break.</summary>
[Collection(Processes.Name)]
public sealed partial class WsgiOutputTests
{
    private const int Flood = 300_000;
    private const int WarmUp = 2000;
    private const int LinesPerSecond = 100;

    [Fact]
    public async Task A_line_names_worker_process_and_request_where_that_is_certain()
    {
        using var server = ServerProcess.Start("noisy", "concurrency: 1");
        using var client = server.Client();
        var mine = $"output: worker-1 [{Assert.Single(server.WorkerPids())}] request the-id: ";
        var nobodys = $"output: worker-1 [{server.WorkerPids()[0]}]: ";

        foreach (var path in new[] { "say", "descriptor", "child", "halves", "threads" })
            await AskAsync(client, $"/{path}?text=x", "the-id");

        foreach (var line in new[] { "stdout x", "stderr x", "errors x", "child x" })
            Assert.EndsWith(mine + line, server.WaitForLog($": {line}"), StringComparison.Ordinal);
        foreach (var line in new[] { "descriptor x", "first half, second half x", "thread x" })
            Assert.EndsWith(nobodys + line, server.WaitForLog($": {line}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_requests_that_run_at_once_in_one_process_stay_whole_and_their_own()
    {
        using var server = ServerProcess.Start("noisy", "concurrency: 1\nthreads: 2");
        using var client = server.Client();

        await Task.WhenAll(new[] { "one", "two" }.Select(text => AskAsync(client, $"/pieces?text={text}&n=200", text)));

        foreach (var text in new[] { "one", "two" })
            ServerProcess.WaitUntil(() => server.Log.Count(line => line.EndsWith($"] request {text}: {text} {text} {text}", StringComparison.Ordinal)) == 200, $"all lines of {text}");
    }

    [Fact]
    public async Task No_text_of_an_application_becomes_a_line_of_the_log()
    {
        using var server = ServerProcess.Start("noisy", "concurrency: 1");
        using var client = server.Client();

        await AskAsync(client, "/forged", "the-id");
        await AskAsync(client, "/binary", "the-id");

        Assert.EndsWith(
            @" request the-id: begin\x0D2026-01-01T00:00:00.000Z error forged: \x1B[2K\x85line\x2028of the log\x1E\x1F", server.WaitForLog("forged"), StringComparison.Ordinal);
        server.WaitForLog("request the-id: after the garbage");
        Assert.All(server.Log, line => Assert.DoesNotContain(line, character => char.IsControl(character) && character != '\t'));
    }

    [Fact]
    public async Task A_flood_of_lines_is_counted_and_the_others_are_served()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Of("a.conf"), $"actor-server.wsgi.output.max-lines-per-second = {LinesPerSecond}");
        using var server = ServerProcess.Start("noisy", $"concurrency: 2\nrequest-timeout: 120\nhocon: {folder.Of("a.conf")}");
        using var client = server.Client();
        await WarmUpAsync(client);
        var before = Memory(server);

        var flood = AskAsync(client, $"/lines?n={Flood}", "flooding");
        var others = 0;
        for (; !flood.IsCompleted; others++)
            await AskAsync(client, "/pid", "beside-it");
        await flood;

        Assert.True(others > 10, $"{others} other requests were answered.");
        ServerProcess.WaitUntil(() => Kept(server) + NotKept(server) == Flood + WarmUp, "each line was logged or counted");
        Assert.True(NotKept(server) > Flood / 2);
        Assert.InRange(Memory(server) - before, long.MinValue, 40_000_000);
    }

    [Fact]
    public async Task A_flood_without_lines_is_cut_and_costs_no_memory()
    {
        // The line must not be one too many of its second.
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "actor-server.wsgi.output.max-lines-per-second = 1000000");
        using var server = ServerProcess.Start("noisy", $"concurrency: 1\nrequest-timeout: 120\nhocon: {file}");
        File.Delete(file);
        using var client = server.Client();
        await WarmUpAsync(client);
        var before = Memory(server);

        await AskAsync(client, "/one-line?mb=100", "the-id");
        await AskAsync(client, "/say?text=end", "the-id");

        Assert.EndsWith($"request the-id: {new string('x', 8192)} [...]", server.WaitForLog("xxx [...]"), StringComparison.Ordinal);
        Assert.InRange(Memory(server) - before, long.MinValue, 60_000_000);
    }

    [Fact]
    public async Task An_application_that_closes_or_replaces_its_streams_harms_nobody()
    {
        using var server = ServerProcess.Start("noisy", "concurrency: 1");
        using var client = server.Client();
        var before = server.WorkerPids();

        await AskAsync(client, "/closed?text=first", "closing");
        server.WaitForLog("request closing: errors first");
        await AskAsync(client, "/replaced", "replacing");
        await AskAsync(client, "/closed?text=second", "again", HttpStatusCode.InternalServerError);
        server.WaitForLog("AttributeError: 'NoneType' object has no attribute 'close'");
        await AskAsync(client, "/close-raises", "close-raises");
        server.WaitForLog("request close-raises: actorserver: close() of the response raised: ArithmeticError");
        Assert.Equal(before, server.WorkerPids());
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_pipe_gets_what_the_application_printed_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        using var server = ServerProcess.Start("noisy", "concurrency: 1");
        using var client = server.Client();

        await AskAsync(client, $"/file?to={folder.Of("printed")}&text=x", "the-id");

        Assert.Equal("x\n", await File.ReadAllTextAsync(folder.Of("printed")));
        server.WaitForLog("request the-id: back x");
    }

    [Fact]
    public async Task A_process_without_descriptors_for_its_output_still_serves()
    {
        using var server = ServerProcess.Start("noisy", "concurrency: 1");
        using var client = server.Client();
        var before = server.WorkerPids();

        await AskAsync(client, "/shut", "shutting");
        await AskAsync(client, "/close-raises", "reports-into-the-void");

        // print() into nothing is the application's error, as without a server.
        await AskAsync(client, "/say?text=x", "says", HttpStatusCode.InternalServerError);
        await AskAsync(client, "/pid", "next");
        Assert.Equal(before, server.WorkerPids());
    }

    private static async Task AskAsync(HttpClient client, string path, string id, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Request-ID", id } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    // Code that is compiled and buffers that stay are no growth.
    private static async Task WarmUpAsync(HttpClient client)
    {
        await AskAsync(client, $"/lines?n={WarmUp}", "warming-up");
        for (var request = 0; request < 1000; request++)
            await AskAsync(client, "/pid", "warming-up");
    }

    private static int Kept(ServerProcess server) => server.Log.Count(line => line.Contains(": line ", StringComparison.Ordinal));

    private static int NotKept(ServerProcess server) =>
        server.Log.Select(line => NotKeptPattern().Match(line)).Where(match => match.Success).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static long Memory(ServerProcess server) =>
        long.Parse(File.ReadLines($"/proc/{server.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;

    [GeneratedRegex(@"\]: (\d+) lines were not kept; 100 a second are")]
    private static partial Regex NotKeptPattern();
}
