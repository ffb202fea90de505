using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc7239;

/// <summary>RFC 7239 §4: elements of the field Forwarded, and of lists that are taken apart from the right.</summary>
public class S4_ForwardedTests
{
    [Theory]
    [InlineData("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60|http|")]
    [InlineData("For=\"[2001:db8:cafe::17]:4711\"", "[2001:db8:cafe::17]:4711||")]
    [InlineData("proto=https;host=\"shop.example:8443\";FOR=_gazonk", "_gazonk|https|shop.example:8443")]
    [InlineData("for=192.0.2.1 ; proto=https", "192.0.2.1|https|")]
    [InlineData(";for=192.0.2.1;;", "192.0.2.1||")]
    [InlineData("by=1.2.3.4;secret=\"a, b; for=6.6.6.6\"", "||")]
    [InlineData("host=\"a\\b\\\"c\"", "||ab\"c")]
    [InlineData("", "||")]
    public void Takes_an_element_apart(string text, string values) => Assert.Equal(values, Parse(text));

    [Theory]
    [InlineData("for")]
    [InlineData("for=")]
    [InlineData("=192.0.2.1")]
    [InlineData("for =192.0.2.1")]
    [InlineData("for= 192.0.2.1")]
    [InlineData("for=\"192.0.2.1")]
    [InlineData("for=\"192.0.2.1\\\"")]
    [InlineData("for=\"\"")]
    [InlineData("for=192.0.2.1\"")]
    [InlineData("for=\"192.0.2.1\"x")]
    [InlineData("for=192.0.2.1:80")]
    [InlineData("for=[2001:db8::1]")]
    [InlineData("for=192.0.2.1 proto=https")]
    [InlineData("for=192.0.2.1;for=192.0.2.2")]
    [InlineData("proto=http;proto=https")]
    [InlineData("for=192.0.2.1;@")]
    [InlineData("192.0.2.1")]
    public void Knows_a_malformed_element(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData("a, b ,c", "c|b|a")]
    [InlineData("", "")]
    [InlineData(" , ,,", "")]
    [InlineData(",a,, ,b,", "b|a")]
    [InlineData("a\t,\tb", "b|a")]
    public void Takes_a_list_apart_from_the_right(string list, string elements)
    {
        Assert.Equal(elements, Elements(list, hasQuotes: false));
        Assert.Equal(elements, Elements(list, hasQuotes: true));
    }

    [Theory]
    [InlineData("for=a, for=\"b, c\", for=d", "for=d|for=\"b, c\"|for=a")]
    [InlineData("x=\"a\\\", b\", y", "y|x=\"a\\\", b\"")]
    [InlineData("x=\"a\\\\\", y", "y|x=\"a\\\\\"")]
    [InlineData("x=\"a\\\\\\\", b\", y", "y|x=\"a\\\\\\\", b\"")]
    public void Leaves_commas_within_quotes_alone(string list, string elements) => Assert.Equal(elements, Elements(list, hasQuotes: true));

    [Theory]
    [InlineData("for=\"evil, for=192.0.2.1")]
    [InlineData("for=\"evil\\, for=192.0.2.1")]
    [InlineData("\"\"\", for=192.0.2.1")]
    public void A_quote_that_a_client_left_open_swallows_no_element_behind_it(string list) =>
        Assert.StartsWith("for=192.0.2.1|", Elements(list, hasQuotes: true), StringComparison.Ordinal);

    [Fact]
    public void A_quote_without_a_beginning_takes_all_that_is_left() => Assert.Equal("c|a, b\"", Elements("a, b\", c", hasQuotes: true));

    [Theory]
    [InlineData(',')]
    [InlineData('"')]
    [InlineData('\\')]
    public void Costs_time_in_proportion_to_the_bytes(char repeated)
    {
        // Quadratic it would be 10^13 steps: the test would not end.
        byte[] list = Encoding.Latin1.GetBytes("\"" + new string(repeated, 3_000_000) + "\"");
        int count = 0;
        for (ReadOnlySpan<byte> rest = list; ListField.TryTakeLastWithQuotes(ref rest, out ReadOnlySpan<byte> element); count++)
            Assert.False(ForwardedElement.TryParse(element, out _));
        Assert.InRange(count, 1, 3);
    }

    private static string? Parse(string text) => ForwardedElement.TryParse(Encoding.Latin1.GetBytes(text), out ForwardedElement element)
        ? string.Join('|', Encoding.Latin1.GetString(element.For), Encoding.Latin1.GetString(element.Proto), Encoding.Latin1.GetString(element.Host))
        : null;

    private static string Elements(string list, bool hasQuotes)
    {
        var found = new List<string>();
        ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(list);
        while (hasQuotes ? ListField.TryTakeLastWithQuotes(ref rest, out ReadOnlySpan<byte> element) : ListField.TryTakeLast(ref rest, out element))
            found.Add(Encoding.Latin1.GetString(element));
        return string.Join('|', found);
    }
}
