using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Limits;

public class HeadLimitTests
{
    private static readonly HttpLimits Small = new(MaxRequestLine: 30, MaxHeaderBlock: 40, MaxFields: 3);

    [Fact]
    public void Are_those_of_the_documentation_by_default() =>
        Assert.Equal(new HttpLimits(8192, 32 * 1024, 100, 32L * 1024 * 1024, 16 * 1024), new HttpLimits());

    [Theory]
    [InlineData(30)]
    [InlineData(8192)]
    public void Accepts_a_request_line_of_the_limit_and_refuses_one_byte_more(int limit)
    {
        HttpLimits limits = Small with { MaxRequestLine = limit };
        string target = "/" + new string('a', limit - "GET / HTTP/1.1".Length);
        Assert.Equal(limit, EveryWay.Accept($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", limits).Head!.RequestLine.Length);

        Exchange refused = EveryWay.Refuse(Refusal.RequestLineTooLong, $"GET {target}a HTTP/1.1\r\nHost: a\r\n\r\n", limits);
        Assert.Contains($"at most {limit} bytes", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("actor-server.connection.max-request-line, RFC 9112 §3", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_count_empty_lines_before_the_request_line() =>
        EveryWay.Accept($"\r\n\r\nGET /{new string('a', 16)} HTTP/1.1\r\nHost: a\r\n\r\n", Small);

    [Theory]
    [InlineData("\n")]
    [InlineData("\ra")]
    [InlineData("\r\n")]
    [InlineData("")]
    public void Refuses_a_long_line_for_its_length_whatever_ends_it(string end) =>
        EveryWay.Refuse(Refusal.RequestLineTooLong, new string('a', 31) + end, Small);

    [Theory]
    [InlineData("\n", Refusal.BareLineFeed)]
    [InlineData("\ra", Refusal.BareCarriageReturn)]
    [InlineData("\r\n", Refusal.MalformedRequestLine)]
    [InlineData("a", Refusal.RequestLineTooLong)]
    public void Refuses_a_line_of_the_limit_for_what_follows_it(string next, Refusal reason) =>
        EveryWay.Refuse(reason, new string('a', 30) + next, Small);

    [Theory]
    [InlineData(40)]
    [InlineData(32 * 1024)]
    public void Accepts_fields_of_the_limit_and_refuses_one_byte_more(int limit)
    {
        HttpLimits limits = Small with { MaxHeaderBlock = limit };
        // "Host: a CRLF" has 9 bytes, "X: CRLF" has 4 and the value.
        string value = new('x', limit - 9 - 4);
        EveryWay.Accept($"GET / HTTP/1.1\r\nHost: a\r\nX:{value}\r\n\r\n", limits);

        Exchange refused = EveryWay.Refuse(Refusal.HeaderBlockTooLarge, $"GET / HTTP/1.1\r\nHost: a\r\nX:{value}x\r\n\r\n", limits);
        Assert.Contains("actor-server.connection.max-header-block, RFC 6585 §5", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", Refusal.BareLineFeed)]
    [InlineData("\r\n", Refusal.HeaderBlockTooLarge)]
    [InlineData("\ra", Refusal.HeaderBlockTooLarge)]
    [InlineData("a", Refusal.HeaderBlockTooLarge)]
    public void Refuses_the_byte_that_passes_the_limit_before_what_it_says(string next, Refusal reason) =>
        EveryWay.Refuse(reason, $"GET / HTTP/1.1\r\nHost: a\r\n{new string('x', 31)}{next}", Small);

    [Fact]
    public void Accepts_everything_at_its_limit_at_once()
    {
        string emptyLines = string.Concat(Enumerable.Repeat("\r\n", 8));
        EveryWay.Accept($"{emptyLines}GET /{new string('a', 16)} HTTP/1.1\r\nHost: a\r\nX:{new string('x', 27)}\r\n\r\n", Small);
    }

    [Fact]
    public void Counts_dropped_fields_too() =>
        EveryWay.Refuse(Refusal.HeaderBlockTooLarge, $"GET / HTTP/1.1\r\nHost: a\r\nX_Y:{new string('x', 26)}\r\n\r\n", Small);

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Accepts_fields_of_the_limit_in_number_and_refuses_one_more(int limit)
    {
        HttpLimits limits = Small with { MaxFields = limit, MaxHeaderBlock = 32 * 1024 };
        string fields = string.Concat(Enumerable.Repeat("X: y\r\n", limit - 1));
        Assert.Equal(limit, EveryWay.Accept($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n", limits).Fields.Length);

        Exchange refused = EveryWay.Refuse(Refusal.TooManyFields, $"GET / HTTP/1.1\r\nHost: a\r\n{fields}X: y\r\n\r\n", limits);
        Assert.Contains($"at most {limit} field lines", refused.Detail, StringComparison.Ordinal);
        EveryWay.Refuse(Refusal.TooManyFields, $"GET / HTTP/1.1\r\nHost: a\r\n{fields}X_Y: dropped\r\n\r\n", limits);
    }

    [Fact]
    public void Answers_414_and_431()
    {
        Assert.Equal(414, RefusalTable.Of(Refusal.RequestLineTooLong).Status);
        Assert.Equal(431, RefusalTable.Of(Refusal.HeaderBlockTooLarge).Status);
        Assert.Equal(431, RefusalTable.Of(Refusal.TooManyFields).Status);
    }

    [Fact]
    public void Cuts_the_value_in_the_detail_at_80_characters()
    {
        string detail = EveryWay.Refuse(Refusal.RequestLineTooLong, new string('a', 9000)).Detail;
        Assert.Contains($"\"{new string('a', 80)}\"...", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('a', 81), detail, StringComparison.Ordinal);
    }
}
