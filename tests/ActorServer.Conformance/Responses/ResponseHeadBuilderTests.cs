using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Responses;

public class ResponseHeadBuilderTests
{
    private readonly ResponseHeadBuilder _builder = new();

    [Fact]
    public void Builds_what_a_head_in_one_piece_gives()
    {
        ResponseHead built = Build(200, "OK", ("Content-Type", " text/html\t"), ("Set-Cookie", "a=1"), ("set-cookie", ""), ("Content-Length", "005"));
        ResponseHead read = Written.Response("200 OK\0Content-Type\0 text/html\t\0Set-Cookie\0a=1\0set-cookie\0\0Content-Length\0005");
        Assert.Equal(Lines(read), Lines(built));
        Assert.Equal(5, built.ContentLength);
        Assert.Equal("OK", Encoding.Latin1.GetString(built.Reason));
        Assert.Equal(200, built.Status);
    }

    [Fact]
    public void A_head_stays_as_it_is_when_the_next_one_is_built()
    {
        ResponseHead first = Build(200, "OK", ("X", "first"), ("Connection", "close"));
        ResponseHead second = Build(404, "Not Found", ("Y", "2"));
        Assert.Equal(["X: first"], Lines(first));
        Assert.Equal(["Connection"], first.DroppedFields);
        Assert.Equal(["Y: 2"], Lines(second));
        Assert.Empty(second.DroppedFields);
        Assert.Null(second.ContentLength);
    }

    [Fact]
    public void Is_as_large_as_it_must_be()
    {
        string value = new('v', 5000);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"X-{i}: {value}"), Lines(Build(200, "", [.. Enumerable.Range(0, 40).Select(i => ($"X-{i}", value))])));
    }

    [Theory]
    [InlineData("caf\u00E9", "caf\u00E9")]
    [InlineData("\u00FF", "\u00FF")]
    [InlineData("\u0100", "\u00C4\u0080")]
    [InlineData("\u00E9\u2026", "\u00C3\u00A9\u00E2\u0080\u00A6")]
    public void Values_are_latin1_or_as_a_whole_utf8(string value, string bytes) => Assert.Equal([$"X: {bytes}"], Lines(Build(200, "OK", ("X", value))));

    [Theory]
    [InlineData(200)]
    [InlineData(999)]
    public void Takes_a_final_status(int status) => Assert.Equal(status, Build(status, "").Status);

    [Theory]
    [InlineData(199, "OK", "X", "y", "199")]
    [InlineData(1000, "OK", "X", "y", "1000")]
    [InlineData(200, "O\nK", "X", "y", "reason")]
    [InlineData(200, "OK", "", "y", "token")]
    [InlineData(200, "OK", "X Y", "y", "token")]
    [InlineData(200, "OK", "X\u00E9", "y", "token")]
    [InlineData(200, "OK", "X\u2026", "y", "token")]
    [InlineData(200, "OK", "X", "a\r\nSet-Cookie: x", "controls")]
    [InlineData(200, "OK", "X", "a\0", "controls")]
    [InlineData(200, "OK", "X", "\u2026\u007F", "controls")]
    [InlineData(200, "OK", "Content-Length", "-1", "digits")]
    public void Refuses_what_is_not_valid(int status, string reason, string name, string value, string mentions)
    {
        _builder.Begin(status, reason);
        _builder.Add(name, value);
        _builder.Add("X-Valid", "yes");
        Assert.False(_builder.TryBuild(out ResponseHead? head, out string? error));
        Assert.Null(head);
        Assert.Contains(mentions, error, StringComparison.Ordinal);
        Assert.All(error!, c => Assert.False(char.IsControl(c)));
        Assert.Equal(["X: y"], Lines(Build(200, "OK", ("X", "y"))));
    }

    [Fact]
    public void Refuses_a_repeated_length()
    {
        _builder.Begin(200, "OK");
        _builder.Add("Content-Length", "1");
        _builder.Add("content-length", "1");
        Assert.False(_builder.TryBuild(out _, out string? error));
        Assert.Contains("repeated", error, StringComparison.Ordinal);
    }

    private static string[] Lines(ResponseHead head) =>
        [.. Enumerable.Range(0, head.Fields.Count).Select(i => $"{Encoding.Latin1.GetString(head.Fields.Name(i))}: {Encoding.Latin1.GetString(head.Fields.Value(i))}")];

    private ResponseHead Build(int status, string reason, params (string Name, string Value)[] fields)
    {
        _builder.Begin(status, reason);
        foreach ((string name, string value) in fields)
            _builder.Add(name, value);
        Assert.True(_builder.TryBuild(out ResponseHead? head, out string? error), error);
        return head!;
    }
}
