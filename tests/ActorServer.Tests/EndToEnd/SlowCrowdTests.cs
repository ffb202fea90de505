using System.Globalization;
using System.Text.Json;

namespace ActorServer.Tests.EndToEnd;

/// <summary>
/// Crowds of slow clients beside a quick one, small and with short deadlines: the quick one sees no error, the slow ones are cut off, nothing of them is left. By hand the same script
/// asks a server with its usual deadlines: <c>python3 slow_crowd.py readers --count 64 …</c>
/// </summary>
[Collection(Processes.Name)]
public sealed class SlowCrowdTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorserver-e2e-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("heads", 100)]
    [InlineData("uploads", 50)]
    [InlineData("readers", 16)]
    public void Costs_a_quick_client_nothing(string kind, int count)
    {
        string conf = Path.Combine(_folder.FullName, "deadlines.conf");
        File.WriteAllText(conf, $$"""
            actor-server.connection {
              head-timeout = 2s
              body-grace = 1s
              write-stall-timeout = 2s
              write-min-rate = 0B
            }
            actor-server.spool.directory = "{{_folder.FullName}}"
            """);
        using ServerProcess server = ServerProcess.Start("echo", $"concurrency: 2\ntimeout: 60\naccess-log-format: off\nhocon: {conf}");
        using JsonDocument report = JsonDocument.Parse(Tool.Run(
            _folder.FullName,
            new Dictionary<string, string>(),
            "python3",
            Path.Combine(ServerProcess.Root, "tests", "ActorServer.Tests", "EndToEnd", "slow_crowd.py"),
            kind, "--port", Number(server.Url.Port), "--pid", Number(server.Id), "--count", Number(count), "--seconds", "60", "--baseline", "1", "--every", "0.5", "--path", "/stream?mb=8"));
        JsonElement all = report.RootElement;

        Assert.Equal(count, all.GetProperty("cut").GetInt32());
        Assert.Equal(0, all.GetProperty("during").GetProperty("errors").GetInt32());
        Assert.True(all.GetProperty("during").GetProperty("requests").GetInt32() > 10, all.ToString());
        Assert.Equal(0, all.GetProperty("after").GetProperty("spooled").GetInt64());

        // The lock of the spool's folder stays.
        Assert.True(Of("after", "descriptors") <= Of("before", "descriptors") + 1, all.ToString());
        Assert.True(Of("most", "rss_kb") - Of("before", "rss_kb") < 100_000, all.ToString());
        Assert.Equal(kind == "readers", Of("most", "spooled") > 0);

        long Of(string when, string what) => all.GetProperty(when).GetProperty(what).GetInt64();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
