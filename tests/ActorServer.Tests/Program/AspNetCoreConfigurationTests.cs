using ActorServer.Configuration;
using ActorServer.Hosting;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Program;

/// <summary>What is other for an ASP.NET Core application, and how the server knows that it has one.</summary>
public sealed class AspNetCoreConfigurationTests : IDisposable
{
    private const string Concurrency = "actor-server.gateway.concurrency";
    private const string Defaults = "reference.conf (actor-server.aspnetcore.defaults)";

    private readonly Workspace _workspace = new();

    public AspNetCoreConfigurationTests() => _workspace.Write("app/Shop.dll", "");

    [Theory]
    [InlineData("app-module: Shop", Concurrency, "1000 " + Defaults + " (reference.conf says 5)")]
    [InlineData("app-module: Shop", "actor-server.gateway.block-timeout", "off " + Defaults + " (reference.conf says 30s)")]
    [InlineData("app-module: Shop", "actor-server.application.callable", "\"\" " + Defaults + " (reference.conf says application)")]
    [InlineData("app-module: Shop\ngateway: aspnetcore", Concurrency, "1000 " + Defaults + " (reference.conf says 5)")]
    [InlineData("app-module: Shop\napp: Shop.Main.Handle", "actor-server.application.callable", "Shop.Main.Handle app.yaml:3 (aspnetcore.defaults says ; reference.conf says application)")]
    [InlineData("app-module: Shop\nconcurrency: 7", Concurrency, "7 app.yaml:3 (aspnetcore.defaults says 1000; reference.conf says 5)")]
    [InlineData("app-module: Shop\ngateway: wsgi", Concurrency, "5 reference.conf")]
    [InlineData("app-module: wsgi", Concurrency, "5 reference.conf")]
    [InlineData("app-module: Other", Concurrency, "5 reference.conf")]
    public async Task An_assembly_of_the_modules_name_means_ASP_NET_Core_and_its_defaults(string yaml, string key, string expected)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{yaml}\n");
        Assert.Equal([], answer.Errors);
        Assert.Equal($"{key} = {expected}", answer.Line(key));
    }

    [Theory]
    [InlineData("Shop.csproj", "Other", "1000")]
    [InlineData("Shop.runtimeconfig.json", "Other", "1000")]
    [InlineData("Shop.staticwebassets.endpoints.json", "Other", "1000")]
    [InlineData("Shop.csproj", "wsgi", "5")]
    [InlineData("Shop.csproj", "pages", "5")]
    [InlineData("Shop.xml", "Other", "5")]
    public async Task The_folder_of_a_NET_program_means_it_too_where_no_Python_module_has_the_name(string file, string module, string concurrency)
    {
        _workspace.Write("app/" + file, "");
        _workspace.Write("app/pages/__init__.py", "");
        var answer = await _workspace.CheckAsync($"app-loc: app\napp-module: {module}\n");
        Assert.StartsWith($"{Concurrency} = {concurrency} ", answer.Line(Concurrency), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop", "", "gateway aspnetcore (there is Shop.dll; for the Python module of that name say gateway: wsgi)")]
    [InlineData("Shop", "gateway: aspnetcore", null)]
    [InlineData("Shop", "gateway: wsgi", null)]
    [InlineData("Stall", "", null)]
    public void The_start_says_what_was_chosen_where_there_is_a_Python_module_too(string module, string yaml, string? line)
    {
        _workspace.Write("app/Shop.py", "");
        _workspace.Write("app/Stall.dll", "");
        var file = _workspace.Write("app.yaml", $"app-loc: app\napp-module: {module}\n{yaml}\n");
        var (configuration, _) = ServerConfiguration.Read(file, [], null);
        Assert.Equal(line is null ? [] : [line], StartReport.Choices(configuration!, ServerSettings.From(configuration!.Merged)));
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        var answer = await _workspace.CheckAsync("app-loc: app/Shop.dll\napp-module: Shop\n");
        Assert.Equal(["app.yaml:1: app-loc is \"app/Shop.dll\"; a folder is allowed, and this is a file (actor-server.application.location)."], answer.Errors);
    }

    [Fact]
    public async Task A_HOCON_file_may_say_other_defaults_for_ASP_NET_Core()
    {
        _workspace.Write("more.conf", "actor-server.aspnetcore.defaults.gateway.concurrency = 64");
        var answer = await _workspace.CheckAsync("app-loc: app\napp-module: Shop\nhocon: more.conf\n");
        Assert.Equal([], answer.Errors);
        Assert.Equal($"{Concurrency} = 64 {Defaults} (reference.conf says 5)", answer.Line(Concurrency));
    }

    [Theory]
    [InlineData("Shop", 1000, true)]
    [InlineData("Shop", 100_000, true)]
    [InlineData("Shop", 100_001, false)]
    [InlineData("wsgi", 1000, true)]
    [InlineData("wsgi", 1001, false)]
    public async Task A_slot_is_cheaper_than_a_process_and_there_may_be_more(string module, int concurrency, bool isLegal)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\napp-module: {module}\nconcurrency: {concurrency}\n");
        Assert.Equal(isLegal, answer.Errors.Length == 0);
    }

    [Fact]
    public async Task A_HOCON_file_below_app_yaml_is_judged_by_the_application_too()
    {
        _workspace.Write("more.conf", $"{Concurrency} = 5000");
        var answer = await _workspace.CheckAsync("app-loc: app\napp-module: Shop\nhocon: more.conf\n");
        Assert.Equal([], answer.Errors);
    }

    [Theory]
    [InlineData("python: python3", "app.yaml:3: python is \"python3\"; an ASP.NET Core application has no interpreter: leave it out (actor-server.wsgi.python).")]
    [InlineData(
        "clean-environment: on",
        "app.yaml:3: clean-environment is \"on\"; an ASP.NET Core application runs in the server's own process and sees its environment: leave it out, and start the server with a clean one (actor-server.wsgi.clean-environment).")]
    [InlineData(
        "preload: on",
        "app.yaml:3: preload is \"on\"; an ASP.NET Core application is loaded once, into the server's own process: leave it out (actor-server.wsgi.preload).")]
    [InlineData("gateway: kestrel", "app.yaml:3: gateway is \"kestrel\"; auto, wsgi, aspnetcore are allowed (actor-server.application.gateway).")]
    public async Task What_cannot_be_had_with_it_is_refused(string line, string message)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\napp-module: Shop\n{line}\n");
        Assert.Equal([message], answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task A_module_is_named_without_dll()
    {
        var answer = await _workspace.CheckAsync("app-loc: app\napp-module: Shop.dll\n");
        Assert.Equal(["app.yaml:2: app-module is \"Shop.dll\"; the name of the assembly without .dll is allowed (actor-server.application.module)."], answer.Errors);
    }

    [Theory]
    [InlineData("dispatcher = nowhere", false)]
    [InlineData("dispatcher = my-dispatcher", true)]
    [InlineData("dispatcher = my-executor", true)]
    [InlineData("dispatcher = my-number", false)]
    [InlineData("dispatcher = actor-server.gateway", false)]
    [InlineData("dispatcher = akka.actor.default-dispatcher", true)]
    [InlineData("dispatcher = \"\"", true)]
    [InlineData("boot-timeout = 0s", false)]
    [InlineData("allow-synchronous-io = perhaps", false)]
    public async Task Its_own_section_is_checked(string line, bool isLegal)
    {
        _workspace.Write("more.conf", $"actor-server.aspnetcore.{line}\nmy-dispatcher {{ type = ForkJoinDispatcher }}\nmy-executor {{ executor = fork-join-executor }}\nmy-number = 5");
        var answer = await _workspace.CheckAsync("app-loc: app\napp-module: Shop\nhocon: more.conf\n");
        Assert.Equal(isLegal, answer.Errors.Length == 0);
        Assert.All(answer.Errors, error => Assert.StartsWith($"more.conf: actor-server.aspnetcore.{line.Split(' ')[0]} is ", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_section_is_checked_for_a_Python_application_too()
    {
        _workspace.Write("more.conf", "actor-server.aspnetcore.boot-timeout = soon");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: more.conf\n");
        Assert.StartsWith("more.conf: actor-server.aspnetcore.boot-timeout is \"soon\"; ", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", true)]
    [InlineData("1ms", true)]
    [InlineData("0s", false)]
    [InlineData("on", false)]
    public async Task The_silence_of_an_answer_may_be_unbounded(string value, bool isLegal)
    {
        _workspace.Write("more.conf", $"actor-server.gateway.block-timeout = {value}");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: more.conf\n");
        Assert.Equal(isLegal, answer.Errors.Length == 0);
    }

    public void Dispose() => _workspace.Dispose();
}
