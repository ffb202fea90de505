namespace ActorServer.Tests.Program;

public sealed class HoconFileTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task All_errors_of_a_file_come_at_once_each_with_the_nearest_known_key()
    {
        var answer = await CheckAsync("""
            actor-server {
              gatway.queue-size = 1
              connection.head-timeout = 5
              connection.max-body = big
              gateway.queue-sise = 3
              concurrency = 4
              application.environment { FREE = 1, ALSO-free = 2, WRONG { a = 1 } }
            }
            actorserver.gateway.concurrency = 1
            akka.loglevel = loud
            """);
        Assert.Equal(
            [
                "more.conf: actorserver is not a key of the server. Did you mean actor-server?",
                "more.conf: actor-server.gatway is not a key of the server. Did you mean actor-server.gateway?",
                "more.conf: actor-server.gateway.queue-sise is not a key of the server. Did you mean actor-server.gateway.queue-size?",
                "more.conf: actor-server.concurrency is not a key of the server. Did you mean actor-server.gateway.concurrency?",
                "more.conf: actor-server.connection.max-body is \"big\"; a size with its unit of 0B or more is allowed, such as 240B, 64KiB or 32MiB.",
                "more.conf: actor-server.connection.head-timeout is \"5\"; a time with its unit from 1ms to 1d is allowed, such as 500ms, 30s or 2m.",
                "more.conf: actor-server.application.environment.WRONG is \"{…}\"; a text is allowed.",
                "more.conf: akka.loglevel is \"loud\"; off, error, warning, info or debug is allowed.",
                "actorserver: 8 errors in the configuration; nothing was started.",
            ],
            answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task A_value_in_the_place_of_a_section_is_one_error_and_its_consequences_are_none()
    {
        var answer = await CheckAsync("actor-server.listener = 3");
        Assert.Equal(["more.conf: actor-server.listener is 3; it is a section: actor-server.listener { … }."], answer.Errors);
    }

    [Fact]
    public async Task A_section_in_the_place_of_a_value_is_an_error()
    {
        var answer = await CheckAsync("actor-server.listener.port { http = 80 }");
        Assert.Equal(["more.conf: actor-server.listener.port is \"{…}\"; a whole number from 0 to 65535 is allowed."], answer.Errors);
    }

    [Fact]
    public async Task Keys_of_other_sections_are_the_runtimes_own()
    {
        var answer = await CheckAsync("my-dispatcher { type = ForkJoinDispatcher }\nakka.actor.deployment.\"/gateway\".dispatcher = my-dispatcher");
        Assert.Equal([], answer.Errors);
        Assert.Equal("akka.actor.deployment.\"/gateway\".dispatcher = my-dispatcher more.conf", answer.Line("akka.actor.deployment.\"/gateway\".dispatcher"));
    }

    [Fact]
    public async Task An_include_is_relative_to_the_file_that_it_stands_in()
    {
        _workspace.Write("conf/deep/base.conf", "include \"../shared.conf\"\nactor-server.gateway.queue-size = 11");
        _workspace.Write("conf/shared.conf", "actor-server.listener.backlog = 12");
        _workspace.Write("conf/main.conf", "include \"deep/base.conf\"\nactor-server.gateway.concurrency = 13");
        var answer = await _workspace.CheckAsync("app-loc: app\nhocon: conf/main.conf\n");
        Assert.Equal([], answer.Errors);
        Assert.StartsWith("actor-server.gateway.queue-size = 11 conf/main.conf", answer.Line("actor-server.gateway.queue-size"), StringComparison.Ordinal);
        Assert.StartsWith("actor-server.listener.backlog = 12 conf/main.conf", answer.Line("actor-server.listener.backlog"), StringComparison.Ordinal);
        Assert.StartsWith("actor-server.gateway.concurrency = 13 conf/main.conf", answer.Line("actor-server.gateway.concurrency"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_include_of_a_file_that_does_not_exist_names_the_file_that_it_stands_in()
    {
        var answer = await CheckAsync("include \"none.conf\"");
        Assert.Equal(["more.conf: the HOCON file \"none.conf\" does not exist."], answer.Errors);
    }

    [Fact]
    public async Task A_file_that_includes_itself_is_an_error_and_not_a_hang()
    {
        _workspace.Write("other.conf", "include \"more.conf\"");
        var answer = await CheckAsync("include \"other.conf\"");
        Assert.Equal(["other.conf: more.conf is included by itself, directly or through others."], answer.Errors);
    }

    [Theory]
    [InlineData("actor-server.gateway.concurrency = ${no.such.key}")]
    [InlineData("actor-server.gateway.concurrency = \"\\q\"")]
    public async Task Text_that_is_not_HOCON_is_one_message(string text)
    {
        var answer = await CheckAsync(text);
        Assert.Matches(@"^more\.conf(:\d+:\d+)?: this is not HOCON: .+$", Assert.Single(answer.Errors));
        Assert.Equal(2, answer.Code);
    }

    [SkippableFact]
    [Trait("runtime", "understudy")]
    public async Task Text_that_is_not_HOCON_is_named_with_line_and_column_where_the_parser_knows_them()
    {
        var isUnderstudy = typeof(Akka.Configuration.Config).Assembly.GetName().Name == "Understudy";
        Skip.IfNot(isUnderstudy, "Akka.NET's parser keeps no lines.");
        var answer = await CheckAsync("actor-server {\n  gateway { concurrency = 3\n");
        Assert.Matches(@"^more\.conf:\d+:\d+: this is not HOCON: .+$", Assert.Single(answer.Errors));
    }

    public void Dispose() => _workspace.Dispose();

    private Task<Workspace.Answer> CheckAsync(string hocon)
    {
        _workspace.Write("more.conf", hocon);
        return _workspace.CheckAsync("app-loc: app\nhocon: more.conf\n");
    }
}
