namespace ActorServer.Tests.EndToEnd;

/// <summary>A server that cannot start says why, once, and leaves with the code that names the kind of trouble.</summary>
[Collection(Processes.Name)]
public sealed class StartFailureTests
{
    private static readonly string Broken = Path.Combine(ServerProcess.Root, "tests", "apps", "broken");

    [Fact]
    public void A_module_that_does_not_exist()
    {
        using ServerProcess server = Launch("no_such_module");

        Assert.Equal(3, server.WaitForExit());
        Assert.Contains("no_such_module", server.Log.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_raises_shows_its_traceback_once()
    {
        using ServerProcess server = Launch("raises");

        Assert.Equal(3, server.WaitForExit());
        Assert.Single(server.Log, line => line.Contains("Traceback", StringComparison.Ordinal));
        Assert.Contains(server.Log, line => line.Contains("raises.py", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ApplicationKind.Python)]
    [InlineData(ApplicationKind.AspNetCore)]
    public void A_port_in_use(ApplicationKind kind)
    {
        using ServerProcess first = ServerProcess.Start(kind);
        using ServerProcess second = ServerProcess.Launch(kind == ApplicationKind.Python
            ? $"port: {first.Url.Port}\napp-loc: {Broken}\napp-module: raises\n"
            : $"port: {first.Url.Port}\napp-loc: {BuiltApplication.FolderOf("loading")}\napp-module: loading\nenv: {{LOADING: throws}}\n");

        Assert.Equal(1, second.WaitForExit());
        Assert.Contains($"port {first.Url.Port}", second.Log.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_typing_error_in_the_yaml()
    {
        using ServerProcess server = ServerProcess.Launch($"prot: 8080\napp-loc: {Broken}\n");

        Assert.Equal(2, server.WaitForExit());
        Assert.Contains(server.Log, line => line.Contains("prot", StringComparison.Ordinal) && line.Contains("port", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("my-dispatcher", "NoSuchDispatcher")]
    [InlineData("akka.no.such.dispatcher", "akka.no.such.dispatcher")]
    public void A_dispatcher_that_cannot_be_made(string key, string complaint)
    {
        string hocon = Path.GetTempFileName();
        File.WriteAllText(hocon, $"actor-server.aspnetcore.dispatcher = {key}\nmy-dispatcher {{ type = NoSuchDispatcher }}");
        using ServerProcess server = ServerProcess.Launch($"port: 0\nhocon: {hocon}\napp-loc: {BuiltApplication.FolderOf("loading")}\napp-module: loading\n");

        Assert.Equal(2, server.WaitForExit());
        File.Delete(hocon);
        Assert.Contains(complaint, server.Log.Last(), StringComparison.Ordinal);
        Assert.Contains("actor-server.aspnetcore.dispatcher", server.Log.Last(), StringComparison.Ordinal);
    }

    private static ServerProcess Launch(string module) => ServerProcess.Launch($"port: 0\nconcurrency: 2\napp-loc: {Broken}\napp-module: {module}\n");
}
