using ActorServer.Configuration;

namespace ActorServer.Tests.Program;

public sealed class PrecedenceTests : IDisposable
{
    private const string Concurrency = "actor-server.gateway.concurrency";
    private const string Deployment = "akka.actor.deployment.\"/gateway\".nr-of-instances";

    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("", "", null, "5 reference.conf")]
    [InlineData("", $"{Deployment} = 7", null, "7 more.conf (reference.conf says 5)")]
    [InlineData("", $"{Deployment} = 7\n{Concurrency} = 3", null, "3 more.conf (reference.conf says 5)")]
    [InlineData("concurrency: 4", $"{Deployment} = 7\n{Concurrency} = 3", null, "4 app.yaml:3 (more.conf says 3; reference.conf says 5)")]
    [InlineData("concurrency: 4", $"{Deployment} = 7", null, "4 app.yaml:3 (more.conf says 7; reference.conf says 5)")]
    [InlineData("concurrency: 4", $"{Concurrency} = 3", "2", "2 --concurrency (app.yaml says 4; more.conf says 3; reference.conf says 5)")]
    [InlineData("", $"{Concurrency} = 3", "2", "2 --concurrency (more.conf says 3; reference.conf says 5)")]
    public async Task Command_line_wins_over_app_yaml_over_HOCON_over_deployment_over_defaults(string yaml, string hocon, string? option, string expected)
    {
        _workspace.Write("more.conf", hocon);
        var answer = await _workspace.CheckAsync($"app-loc: app\nhocon: more.conf\n{yaml}\n", option is null ? [] : ["--concurrency", option]);
        Assert.Equal([], answer.Errors);
        Assert.Equal($"{Concurrency} = {expected}", answer.Line(Concurrency));
    }

    [Fact]
    public void The_start_says_who_won_over_whom_but_not_over_a_default()
    {
        _workspace.Write("hocon/production.conf", $"{Concurrency} = 16\nactor-server.gateway.queue-size = 7");
        var file = _workspace.Write("app.yaml", "app-loc: app\nconcurrency: 5\nport: 80\nhocon: hocon/production.conf\n");
        var (configuration, _) = ServerConfiguration.Read(file, [], null);
        Assert.Equal(["concurrency 5 (app.yaml; production.conf says 16)"], configuration!.Contests(AppKey.ShortName));
    }

    [Fact]
    public void A_contest_over_a_variable_of_the_application_does_not_show_its_value()
    {
        _workspace.Write("more.conf", "actor-server.application.environment.SECRET = one");
        var file = _workspace.Write("app.yaml", "app-loc: app\nenv: {SECRET: two}\nhocon: more.conf\n");
        var (configuration, _) = ServerConfiguration.Read(file, [], null);
        Assert.Equal(["actor-server.application.environment.SECRET *** (app.yaml; more.conf says ***)"], configuration!.Contests(AppKey.ShortName));
    }

    [Fact]
    public async Task Variables_of_all_layers_are_added_up()
    {
        _workspace.Write("more.conf", "actor-server.application.environment { A = hocon, B = hocon, C = hocon }");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: more.conf\nenv: {B: yaml, C: yaml}\n", "--env", "C=line", "--env", "D=a=b");
        Assert.Equal(
            ["A = hocon more.conf", "B = yaml app.yaml:3 (more.conf says hocon)", "C = line --env (app.yaml says yaml; more.conf says hocon)", "D = a=b --env"],
            new[] { "A", "B", "C", "D" }.Select(name => answer.Line($"actor-server.application.environment.{name}")["actor-server.application.environment.".Length..]));
    }

    [Fact]
    public async Task A_wrong_value_is_an_error_also_where_a_stronger_layer_covers_it()
    {
        _workspace.Write("more.conf", $"{Concurrency} = many");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: more.conf\nconcurrency: 4\n");
        Assert.Equal([$"more.conf: {Concurrency} is \"many\"; a whole number from 1 to 1000 is allowed."], answer.Errors);
    }

    [Fact]
    public async Task Paths_in_app_yaml_and_its_HOCON_file_are_relative_to_the_folder_of_app_yaml()
    {
        _workspace.Write("conf/more.conf", "actor-server.access-log.to = log/access.log");
        _workspace.Write("log/access.log", "");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: conf/more.conf\n");
        Assert.Equal([], answer.Errors);
        Assert.Equal("actor-server.application.location = app app.yaml:1 (reference.conf says .)", answer.Line("actor-server.application.location"));
        Assert.Equal("actor-server.access-log.to = log/access.log conf/more.conf (reference.conf says stdout)", answer.Line("actor-server.access-log.to"));
    }

    [Fact]
    public async Task The_option_for_a_HOCON_file_wins_over_the_one_in_app_yaml()
    {
        _workspace.Write("one.conf", $"{Concurrency} = 1");
        _workspace.Write("two.conf", $"{Concurrency} = 2");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: one.conf\n", "--hocon", _workspace.At("two.conf"));
        Assert.Equal($"{Concurrency} = 2 two.conf (reference.conf says 5)", answer.Line(Concurrency));
    }

    public void Dispose() => _workspace.Dispose();
}
