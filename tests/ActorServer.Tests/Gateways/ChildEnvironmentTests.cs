using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>Which variables an application sees.</summary>
public class ChildEnvironmentTests
{
    [Theory]
    [InlineData("LISTEN_FDS")]
    [InlineData("LISTEN_PID")]
    [InlineData("NOTIFY_SOCKET")]
    [InlineData("WATCHDOG_USEC")]
    [InlineData("DOTNET_ROOT")]
    public void Withholds_what_is_said_to_the_server(string name) => Assert.DoesNotContain(name, Apply(new() { [name] = "1" }).Keys);

    [Theory]
    [InlineData("PATH")]
    [InlineData("LISTENER")]
    [InlineData("NOTIFY_SOCKETS")]
    [InlineData("MY_DOTNET_ROOT")]
    public void Keeps_the_rest(string name) => Assert.Equal("1", Apply(new() { [name] = "1" })[name]);

    [Fact]
    public void Adds_the_settings_over_the_servers_own()
    {
        var environment = Apply(new() { ["A"] = "server", ["B"] = "server" }, additions: new() { ["B"] = "app", ["NOTIFY_SOCKET"] = "asked for" });
        Assert.Equal("server", environment["A"]);
        Assert.Equal("app", environment["B"]);
        Assert.Equal("asked for", environment["NOTIFY_SOCKET"]);
    }

    [Fact]
    public void Starts_from_nothing_when_it_is_to_be_clean() =>
        Assert.Equal(["B"], Apply(new() { ["PATH"] = "/bin" }, additions: new() { ["B"] = "app" }, isClean: true).Keys);

    private static Dictionary<string, string?> Apply(Dictionary<string, string?> variables, Dictionary<string, string>? additions = null, bool isClean = false)
    {
        ChildEnvironment.Apply(variables, AppFolder.Settings("/") with { Environment = additions ?? [], IsEnvironmentClean = isClean });
        return variables;
    }
}
