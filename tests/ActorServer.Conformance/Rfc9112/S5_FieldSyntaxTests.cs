using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S5_FieldSyntaxTests
{
    [Theory]
    [InlineData("X:a", "X: a")]
    [InlineData("X: a", "X: a")]
    [InlineData("X: \t a \t ", "X: a")]
    [InlineData("X:", "X: ")]
    [InlineData("X: \t", "X: ")]
    [InlineData("X: a:b", "X: a:b")]
    [InlineData("X: a\tb  c", "X: a\tb  c")]
    [InlineData("X: \u0080\u00FF", "X: \u0080\u00FF")]
    [InlineData("x-Y.z!#$%&'*+^`|~09: \"quoted\"", "x-Y.z!#$%&'*+^`|~09: \"quoted\"")]
    public void Accepts_every_legal_field(string line, string field) =>
        Assert.Equal(field, Parse(line).Fields[1]);

    [Fact]
    public void Keeps_order_spelling_and_duplicates()
    {
        Exchange exchange = Parse("b: 1\r\nA: 2\r\nB: 3\r\nCookie: x\r\nCookie: y");
        Assert.Equal(["Host: a", "b: 1", "A: 2", "B: 3", "Cookie: x", "Cookie: y"], exchange.Fields);
    }

    [Fact]
    public void Finds_fields_in_any_case()
    {
        FieldTable fields = Parse("b: 1\r\nA: 2\r\nB: 3").Head!.Fields;
        Assert.True(fields.TryFind("B"u8, out int index));
        Assert.Equal(1, index);
        Assert.True(fields.TryFindAfter(index, "b"u8, out index));
        Assert.Equal(3, index);
        Assert.False(fields.TryFindAfter(index, "b"u8, out index));
        Assert.Equal(-1, index);
        Assert.False(fields.TryFind("C"u8, out _));
        Assert.False(fields.TryFind(""u8, out _));
    }

    [Theory]
    [InlineData(": a", Refusal.EmptyFieldName)]
    [InlineData(":", Refusal.EmptyFieldName)]
    [InlineData("X", Refusal.MissingColon)]
    [InlineData("X a", Refusal.MissingColon)]
    [InlineData("X : a", Refusal.SpaceBeforeColon)]
    [InlineData("X\t: a", Refusal.SpaceBeforeColon)]
    [InlineData("X \t : a", Refusal.SpaceBeforeColon)]
    [InlineData("X Y: a", Refusal.InvalidFieldName)]
    [InlineData("X(: a", Refusal.InvalidFieldName)]
    [InlineData("X\0: a", Refusal.InvalidFieldName)]
    [InlineData("X\u007F: a", Refusal.InvalidFieldName)]
    [InlineData("X\u00E9: a", Refusal.InvalidFieldName)]
    [InlineData("\"X\": a", Refusal.InvalidFieldName)]
    [InlineData("\u000BX: a", Refusal.InvalidFieldName)]
    [InlineData(" X: a", Refusal.LeadingSpace)]
    [InlineData("\tX: a", Refusal.LeadingSpace)]
    [InlineData(" ", Refusal.LeadingSpace)]
    [InlineData("Y: 1\r\n folded", Refusal.LeadingSpace)]
    [InlineData("Y: 1\r\n\tfolded", Refusal.LeadingSpace)]
    public void Refuses_a_malformed_line(string line, Refusal reason)
    {
        EveryWay.Refuse(reason, $"GET / HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n");
        if (!line.StartsWith('Y'))
            EveryWay.Refuse(reason, $"GET / HTTP/1.1\r\n{line}\r\nHost: a\r\n\r\n");
    }

    [Fact]
    public void Refuses_every_control_but_the_tab_in_values()
    {
        for (int value = 0; value < 0x100; value++)
        {
            string text = $"GET / HTTP/1.1\r\nHost: a\r\nX: a{(char)value}b\r\n\r\n";
            if (value is not ('\r' or '\n') && (value is '\t' or >= 0x20 and not 0x7F))
                Assert.Equal($"X: a{(char)value}b", EveryWay.Accept(text).Fields[1]);
            else if (value is not ('\r' or '\n'))
                EveryWay.Refuse(Refusal.InvalidFieldValue, text);
        }
    }

    [Fact]
    public void Accepts_exactly_the_token_characters_in_names()
    {
        const string Others = "!#$%&'*+-.^`|~";
        for (int value = 0; value < 0x100; value++)
        {
            char c = (char)value;
            string text = $"GET / HTTP/1.1\r\nHost: a\r\nX{c}Y: b\r\n\r\n";
            if (char.IsAsciiLetterOrDigit(c) || Others.Contains(c))
                Assert.Equal($"X{c}Y: b", EveryWay.Accept(text).Fields[1]);
            else if (c == '_')
                Assert.Equal(["Host: a"], EveryWay.Accept(text).Fields);
            else if (c is not (':' or '\r' or '\n'))
                EveryWay.Refuse(Refusal.InvalidFieldName, text);
        }
    }

    [Fact]
    public void Gives_leading_white_space_of_the_first_line_no_second_meaning() =>
        EveryWay.Refuse(Refusal.LeadingSpace, "GET / HTTP/1.1\r\n Host: a\r\n\r\n");

    [Theory]
    [InlineData("Content_Type: a")]
    [InlineData("_: a")]
    [InlineData("Remote_User: admin")]
    [InlineData("Proxy: a")]
    [InlineData("proxy: a")]
    [InlineData("Forwarded: for=1.2.3.4")]
    [InlineData("X-Forwarded-For: 1.2.3.4")]
    [InlineData("x-forwarded-proto: https")]
    [InlineData("X-Forwarded-Anything: a")]
    public void Drops_fields_that_nobody_may_see(string line)
    {
        Exchange exchange = Parse(line + "\r\nX: y");
        Assert.Equal(["Host: a", "X: y"], exchange.Fields);
    }

    [Theory]
    [InlineData("Forwarded: for=1.2.3.4")]
    [InlineData("X-Forwarded-For: 1.2.3.4")]
    public void Keeps_forwarding_fields_of_a_trusted_peer(string line)
    {
        Exchange exchange = EveryWay.Accept($"GET / HTTP/1.1\r\nHost: a\r\n{line}\r\nProxy: b\r\n\r\n", trustForwarded: true);
        Assert.Equal(["Host: a", line], exchange.Fields);
    }

    [Theory]
    [InlineData("Proxy-Authorization: a")]
    [InlineData("Forwarded-For: a")]
    [InlineData("X-Forwarded: a")]
    [InlineData("X-Real-IP: a")]
    public void Keeps_fields_that_only_look_like_dropped_ones(string line) => Assert.Equal(line, Parse(line).Fields[1]);

    [Theory]
    [InlineData("Transfer_Encoding: chunked")]
    [InlineData("Content_Length: 5")]
    public void Takes_no_framing_from_a_dropped_field(string line) =>
        Assert.Equal(BodyFraming.None, Parse(line).Head!.Framing);

    [Fact]
    public void Validates_dropped_fields_too() =>
        EveryWay.Refuse(Refusal.InvalidFieldValue, "GET / HTTP/1.1\r\nHost: a\r\nX_Y: \u0001\r\n\r\n");

    [Fact]
    public void Refuses_a_repeated_Content_Type() =>
        EveryWay.Refuse(Refusal.RepeatedContentType, "GET / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\ncontent-type: a/b\r\n\r\n");

    private static Exchange Parse(string lines) => EveryWay.Accept($"GET / HTTP/1.1\r\nHost: a\r\n{lines}\r\n\r\n");
}
