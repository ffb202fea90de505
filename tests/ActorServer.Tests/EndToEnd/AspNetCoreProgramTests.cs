using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd;

/// <summary>An ASP.NET Core program in the server: what it takes itself for, and how it and the server end.</summary>
[Collection(Processes.Name)]
public sealed partial class AspNetCoreProgramTests
{
    private const int Terminate = 15;
    private static readonly string Folder = BuiltApplication.FolderOf("loading");

    [Fact]
    public async Task A_program_finds_itself_as_if_it_had_the_process()
    {
        using var server = Start(out var client, yaml: "env: {Setting: from the environment}");
        using var identity = JsonDocument.Parse(await client.GetStringAsync(new Uri("/identity", UriKind.Relative)));
        var said = identity.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["entryAssembly"] = "loading",
                ["applicationName"] = "loading",
                ["baseDirectory"] = Folder + "/",
                ["contentRootPath"] = Folder,
                ["currentDirectory"] = Folder,
                ["setting"] = "from the environment",
                ["arguments"] = "0",
                ["hasSwitch"] = "True",
                ["yaml"] = "loading",
                ["byName"] = "Member",
                ["urls"] = client.BaseAddress!.ToString().TrimEnd('/'),
            },
            said);
        client.Dispose();
    }

    [Fact]
    public async Task The_log_of_the_program_says_where_the_server_listens()
    {
        using var server = Start(out var client, yaml: "env: {ASPNETCORE_URLS: \"http://*:5000\"}");
        server.WaitForOutput($"Now listening on: {client.BaseAddress!.ToString().TrimEnd('/')}");
        Assert.Equal("Hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        client.Dispose();
    }

    [Theory]
    [InlineData("", """{"maxBody":33554432,"allowSynchronousIO":false}""", null)]
    [InlineData("kestrel", """{"maxBody":3,"allowSynchronousIO":true}""", null)]
    [InlineData("kestrel-unlimited", """{"maxBody":null,"allowSynchronousIO":false}""", null)]
    [InlineData("kestrel-broken", """{"maxBody":33554432,"allowSynchronousIO":false}""", "what the application says to Kestrel cannot be read, and does not count: ")]
    public async Task What_a_program_says_to_Kestrel_of_its_own_code_counts(string mode, string limits, string? warning)
    {
        using var server = Start(out var client, mode);
        Assert.Equal(limits, await client.GetStringAsync(new Uri("/limits", UriKind.Relative)));
        if (warning is not null)
            server.WaitForOutput(warning);
        client.Dispose();
    }

    [Fact]
    public async Task A_program_that_stops_itself_ends_the_server_with_0()
    {
        using var server = Start(out var client);
        await client.GetAsync(new Uri("/stop", UriKind.Relative));
        Assert.Equal(0, server.WaitForExit());
        Assert.Equal("actorserver: The application stopped itself; its log says why.", server.Log.Last());
        client.Dispose();
    }

    [Fact]
    public async Task A_program_whose_entry_point_throws_ends_the_server_with_70_and_its_exception_once()
    {
        using var server = Start(out var client);
        await client.GetAsync(new Uri("/fail", UriKind.Relative));
        Assert.Equal(70, server.WaitForExit());
        Assert.Equal("actorserver: The application failed: the entry point of loading.dll threw System.InvalidOperationException.", server.Log.Last());
        Assert.Single(server.Log, line => line.Contains("the queue is broken", StringComparison.Ordinal));
        client.Dispose();
    }

    [Theory]
    [InlineData("fails-late", "The application failed: the entry point of loading.dll threw System.InvalidOperationException.", 1)]
    [InlineData("code-late", "The application ended: the entry point of loading.dll returned 7.", 0)]
    public async Task A_program_that_fails_while_it_stops_is_70_too(string mode, string reason, int lines)
    {
        using var server = Start(out var client, mode);
        await client.GetAsync(new Uri("/stop", UriKind.Relative));
        Assert.Equal(70, server.WaitForExit());
        Assert.Equal("actorserver: " + reason, server.Log.Last());
        Assert.Equal(lines, server.Log.Count(line => line.Contains("the cache cannot be written", StringComparison.Ordinal)));
        client.Dispose();
    }

    [Fact]
    public async Task A_signal_tells_the_program_so_that_its_endless_answers_end()
    {
        using var server = Start(out var client, yaml: "drain-timeout: 10m");
        using var answer = await client.GetAsync(new Uri("/endless", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        server.Signal(Terminate);
        Assert.Equal("begun\nended\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, server.WaitForExit());
        Assert.Equal("actorserver: Stopped by SIGTERM.", server.Log.Last());
        client.Dispose();
    }

    [Fact]
    public void A_program_that_throws_at_its_start_is_3_and_its_exception_stands_before_the_final_line_once()
    {
        using var server = Launch("throws");
        Assert.Equal(3, server.WaitForExit());
        Assert.StartsWith("actorserver: The application cannot be loaded: the entry point of loading.dll threw System.InvalidOperationException ", server.Log.Last(), StringComparison.Ordinal);
        Assert.Single(server.Log, line => line.Contains("the database is not there", StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_ends_the_process_at_its_start_is_3()
    {
        using var server = Launch("exits");
        Assert.Equal(3, server.WaitForExit());
        Assert.Equal("actorserver: The application cannot be loaded: it ended the process with Environment.Exit(9).", server.Log.Last());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 70)]
    public async Task A_program_that_ends_the_process_leaves_with_a_last_line(int code, int expected)
    {
        using var server = Start(out var client);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"/exit/{code}", UriKind.Relative)));
        Assert.Equal(expected, server.WaitForExit());
        Assert.Equal($"actorserver: The application ended the process with Environment.Exit({code}); what was under way is reset.", server.Log.Last());
        client.Dispose();
    }

    [Fact]
    public async Task An_exception_on_a_thread_of_the_program_is_70_and_stands_there_once()
    {
        using var server = Start(out var client);
        await Record.ExceptionAsync(() => client.GetAsync(new Uri("/crash", UriKind.Relative))); // The answer may be faster than the end.
        Assert.Equal(70, server.WaitForExit());
        Assert.Equal("actorserver: The process cannot go on: nobody has caught System.InvalidOperationException on thread worker.", server.Log.Last());
        Assert.Single(server.Log, line => line.Contains("nobody is there to catch", StringComparison.Ordinal));
        client.Dispose();
    }

    [Fact]
    public void An_assembly_that_is_not_there_is_3_and_one_line()
    {
        using var server = ServerProcess.Launch($"port: 0\napp-loc: {Folder}\napp-module: laoding\ngateway: aspnetcore\n");
        Assert.Equal(3, server.WaitForExit());
        Assert.Equal($"actorserver: The application cannot be loaded: there is no laoding.dll (app-module) in {Folder} (app-loc). Did you mean loading?", server.Log.Last());
    }

    [Fact]
    public async Task A_member_answers_without_a_host()
    {
        using var server = Start(out var client, yaml: "app: Loading.Member.Handle");
        Assert.Equal("""{"path":{"value":"/some/path","hasValue":true}}""", await client.GetStringAsync(new Uri("/some/path", UriKind.Relative)));
        server.WaitForLog($"application loading.dll (member Loading.Member.Handle) in {Folder}");
        server.Signal(Terminate);
        Assert.Equal(0, server.WaitForExit());
        client.Dispose();
    }

    [Fact]
    public void The_start_names_the_program_and_no_interpreter()
    {
        using var server = Start(out var client);
        server.WaitForLog($"application loading.dll (entry point) in {Folder}");
        server.WaitForLog("workers 1000");
        Assert.DoesNotContain(server.Log, line => line.Contains("interpreter", StringComparison.Ordinal));
        client.Dispose();
    }

    private static ServerProcess Launch(string mode, string yaml = "") =>
        ServerProcess.Launch($"port: 0\napp-loc: {Folder}\napp-module: loading\n{(mode.Length == 0 ? "" : $"env: {{LOADING: {mode}}}")}\n{yaml}\n");

    private static ServerProcess Start(out HttpClient client, string mode = "", string yaml = "")
    {
        var server = Launch(mode, yaml);
        var url = new Uri(Url().Match(server.WaitForLog("listening on ")).Value);
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        return server;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();
}
