using ActorServer.Configuration;
using ActorServer.Tests.Tls;

namespace ActorServer.Tests.Program;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("\"--prot\" is not an option. Did you mean --port?", "--prot", "80")]
    [InlineData("\"--prot\" is not an option. Did you mean --port?", "run", "app.yaml", "--prot=80")]
    [InlineData("\"--concurency\" is not an option. Did you mean --concurrency?", "check", "--concurency", "3")]
    [InlineData("\"--wholly-unknown\" is not an option.", "run", "--wholly-unknown")]
    [InlineData("--port needs a value: --port PORT.", "run", "--port")]
    [InlineData("--port is given 2 times; once is allowed.", "run", "--port", "1", "--port", "2")]
    [InlineData("\"two.yaml\" is one word too many: one FILE is allowed.", "run", "one.yaml", "two.yaml")]
    [InlineData("there is no file \"chek\", and it is not a command. Did you mean check?", "chek")]
    [InlineData("\"app.yaml\" is one word too many: one FILE is allowed (did you mean the command check instead of \"chek\"?).", "chek", "app.yaml")]
    [InlineData("\"other.yaml\" stands before the command; FILE goes behind it: actorserver check other.yaml.", "other.yaml", "check")]
    public async Task A_command_line_that_cannot_be_understood_is_one_message_with_the_nearest_word(string message, params string[] args)
    {
        var answer = await _workspace.RunAsync(args);
        Assert.Equal([$"actorserver: {message} See actorserver --help."], answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Theory]
    [InlineData("--port: --port is \"70000\"; a whole number from 0 to 65535 is allowed (actor-server.listener.port).", "--port", "70000")]
    [InlineData("--timeout: --timeout is \"0\"; a time with its unit from 1ms to 1d is allowed, such as 500ms, 30s or 2m (actor-server.gateway.queue-timeout).", "--timeout", "0")]
    [InlineData("--env: \"DEBUG\" is not NAME=VALUE.", "--env", "DEBUG")]
    [InlineData("--env: \"=1\" is not NAME=VALUE.", "--env", "=1")]
    [InlineData("--hocon: the HOCON file \"/nowhere/x.conf\" does not exist.", "--hocon", "/nowhere/x.conf")]
    [InlineData("--app-loc: --app-loc is \"/nowhere\"; a folder that exists is allowed, and /nowhere does not (actor-server.application.location).", "--app-loc", "/nowhere")]
    [InlineData("--python: --python is \"no-such-python\"; PATH has no such program; the path or name of an interpreter of Python 3.9 or newer is needed (actor-server.wsgi.python).", "--python", "no-such-python")]
    public async Task A_wrong_value_of_an_option_is_judged_like_one_of_app_yaml(string message, params string[] options)
    {
        var answer = await _workspace.CheckAsync("app-loc: app\n", options);
        Assert.Equal([message], answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task There_is_an_option_for_each_key_of_app_yaml()
    {
        using var authority = new TestAuthority();
        var values = new Dictionary<string, string>
        {
            ["address"] = "unix:/run/a.sock", ["socket-mode"] = "0666", ["socket-owner"] = ":0", ["user"] = "0", ["group"] = "0", ["umask"] = "022", ["port"] = "1", ["concurrency"] = "2", ["threads"] = "8", ["backlog"] = "3", ["timeout"] = "4", ["queue-size"] = "5", ["request-timeout"] = "6m",
            ["app-loc"] = _workspace.Folder, ["app-module"] = "m", ["app"] = "c", ["gateway"] = "wsgi", ["python"] = "/bin/true", ["env"] = "A=1",
            ["clean-environment"] = "true", ["preload"] = "true", ["hocon"] = _workspace.Write("more.conf", "actor-server.spool.quota = 1B"),
            ["access-log"] = _workspace.At("a.log"), ["access-log-format"] = "off", ["drain-timeout"] = "7",
            ["max-requests"] = "8", ["max-lifetime"] = "9m", ["max-rss"] = "300MiB",
            ["trusted-proxies"] = "10.0.0.0/8, unix", ["forwarding-fields"] = "x-forwarded", ["forwarded-host"] = "true", ["proxy-protocol"] = "true", ["root-path"] = "/shop", ["root-path-stripped"] = "true",
            ["admin"] = "[::1]:9990", ["control-socket"] = _workspace.At("c.sock"),
            ["certificate"] = authority.WritePem(_workspace.At("server.pem"), authority.Issue("localhost")), ["key"] = _workspace.At("server.pem"),
        };
        Assert.Equal(AppKey.All.Select(key => key.Name).Order(), values.Keys.Order());

        var answer = await _workspace.CheckAsync("app-loc: none\n", [.. values.SelectMany(pair => new[] { "--" + pair.Key, pair.Value })]);

        Assert.Equal([], answer.Errors);
        foreach (var key in AppKey.All.Where(key => key.HoconKey is not null))
            Assert.Contains($" --{key.Name}", answer.Line(key == AppKey.Environment ? key.HoconKey + ".A" : key.HoconKey!), StringComparison.Ordinal); // Where filters null.
        Assert.Equal("actor-server.spool.quota = 1B more.conf (reference.conf says 1GiB)", answer.Line("actor-server.spool.quota"));
    }

    [Fact]
    public async Task Version_and_help_are_answers_and_no_errors()
    {
        var version = await _workspace.RunAsync("--version");
        Assert.Matches(@"^actorserver \d+\.\d+\.\d+ \(\.NET ", version.Output);
        Assert.Equal(0, version.Code);
        var help = await _workspace.RunAsync("--help");
        Assert.Equal(0, help.Code);
        foreach (var key in AppKey.All)
            Assert.Contains($"--{key.Name} ", help.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _workspace.RunAsync("check", "--help")).Code);
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_a_file_and_not_more_arguments()
    {
        _workspace.Write("list", "--port 1");
        var answer = await _workspace.RunAsync("check", "@" + _workspace.At("list"));
        Assert.Equal(2, answer.Code);
        Assert.StartsWith("@list: there is no such file", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    public void Dispose() => _workspace.Dispose();
}
