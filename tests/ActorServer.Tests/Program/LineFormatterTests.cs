using Akka.Event;
using ActorServer.Gateways;
using ActorServer.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ActorServer.Tests.Program;

public sealed class LineFormatterTests
{
    [Fact]
    public void A_line_has_time_level_source_and_message()
    {
        var line = Format(LogLevel.Information, "listener", "listening on http://127.0.0.1:9989");
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info  listener: listening on http://127\.0\.0\.1:9989\n$", line);
    }

    [Theory]
    [InlineData("ActorServer.Server.Listener", "listener")]
    [InlineData("ActorServer.Server.AccessLog", "access-log")]
    [InlineData("ActorServer.Gateways.AspNetCore", "aspnetcore")]
    [InlineData("Someone.Elses", "Someone.Elses")]
    public void A_category_of_the_server_is_its_last_word(string category, string shown)
    {
        Assert.EndsWith($"info  {shown}: a\n", Format(LogLevel.Information, category, "a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info ")]
    [InlineData(LogLevel.Warning, "warn ")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Critical, "fatal")]
    public void Levels_are_words_of_one_width(LogLevel level, string word)
    {
        Assert.Contains($"Z {word} a: b\n", Format(level, "a", "b"), StringComparison.Ordinal);
    }

    [Fact]
    public void Further_lines_are_indented_so_that_no_text_looks_like_a_line_of_the_server()
    {
        var line = Format(LogLevel.Error, "wsgi", "first\n2026-01-02T03:04:05.678Z error forged: x\r\nlast\n");
        Assert.EndsWith("wsgi: first\n    2026-01-02T03:04:05.678Z error forged: x\n    last\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_are_escaped()
    {
        Assert.EndsWith("a: \\x1b[31mred\\x07 tab\tstays\n", Format(LogLevel.Error, "a", "\e[31mred\a tab\tstays"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_follows_its_message()
    {
        var line = Format(LogLevel.Error, "a", "failed", new InvalidOperationException("cause"));
        Assert.EndsWith("a: failed\n    System.InvalidOperationException: cause\n", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka://actor-server/user/gateway/worker-1", "gateway/worker-1")]
    [InlineData("akka://actor-server/system/log1", "akka://actor-server/system/log1")]
    public void An_actor_is_named_by_its_path_below_user(string source, string shown)
    {
        var message = new Info(source, typeof(LineFormatterTests), "hello");
        using var text = new StringWriter();
        new LineFormatter(isColoured: false).Write(new LogEntry<LogEvent>(LogLevel.Information, "Akka.Actor.ActorSystem", 0, message, null, (_, _) => ""), null, text);
        Assert.EndsWith($"info  {shown}: hello\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_category_of_the_server_is_named_by_its_last_part()
    {
        Assert.Contains(" wsgi: x\n", Format(LogLevel.Information, "ActorServer.Gateways.Wsgi", "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_level_is_coloured_and_only_on_a_terminal()
    {
        Assert.Contains("Z \e[31merror\e[0m a: b\n", Format(LogLevel.Error, "a", "b", isColoured: true), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', Format(LogLevel.Error, "a", "b"));
    }

    [Theory]
    [InlineData("worker {Worker} died: {Reason}", "worker 1 died: x")]
    [InlineData("{0} and {1}", "1 and x")]
    [InlineData("{Number:000} {{literal}}", "001 {literal}")]
    [InlineData("{A} {B} {C}", "1 x {C}")]
    [InlineData("open { brace", "open { brace")]
    public void Placeholders_are_filled_in_order(string template, string text)
    {
        Assert.Equal(text, LogTemplate.Render(template, [1, "x"]));
    }

    private static string Format(LogLevel level, string category, string message, Exception? exception = null, bool isColoured = false)
    {
        using var text = new StringWriter();
        new LineFormatter(isColoured).Write(new LogEntry<string>(level, category, 0, message, exception, (state, _) => state), null, text);
        return text.ToString();
    }
}
