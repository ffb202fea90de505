using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The deadline ladder with every worker stuck at once in C code that never gives the interpreter lock back.</summary>
[Collection(Processes.Name)]
public sealed class WsgiStuckTests
{
    private const int Workers = 4;

    [Fact]
    public async Task All_workers_stuck_in_C_code_at_once_are_told_shown_and_replaced()
    {
        using var server = ServerProcess.Start("noisy", $"concurrency: {Workers}\nrequest-timeout: 1\ntimeout: 60");
        using var client = server.Client();
        ServerProcess.WaitUntil(() => server.WorkerPids().Length == Workers, "four processes");
        var stuck = server.WorkerPids();

        var given = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => client.GetAsync("/hold")));

        Assert.All(given, answer => Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode));
        Assert.DoesNotContain(int.Parse(await client.GetStringAsync("/pid"), System.Globalization.CultureInfo.InvariantCulture), stuck);
        ServerProcess.WaitUntil(() => !Array.Exists(stuck, ServerProcess.IsAlive), "the stuck processes are gone");
        var line = Array.FindIndex(File.ReadAllLines(Path.Combine(ServerProcess.Root, "tests", "apps", "noisy", "wsgi.py")), text => text.Contains("the line of the stack", StringComparison.Ordinal)) + 1;
        foreach (var pid in stuck)
        {
            server.WaitForLog($"request {IdOf(pid)} \"GET /hold HTTP/1.1\" is over its time");
            Assert.Contains($"wsgi.py\", line {line} in hold", server.WaitForLog($"[{pid}]:   File \"{ServerProcess.Root}/tests/apps/noisy/wsgi.py"), StringComparison.Ordinal);
        }

        ServerProcess.WaitUntil(() => server.WorkerPids().Length == Workers, "four processes again");

        string IdOf(int pid)
        {
            var words = server.WaitForLog($"[{pid}]; its stacks follow").Split(' ');
            return words[Array.IndexOf(words, "request") + 1];
        }
    }
}
