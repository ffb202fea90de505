using System.Text;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>Which request wrote which line: exactly what the marks say, and nothing where they do not say it.</summary>
public sealed class MarkedOutputTests
{
    private const string Longest = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123abcd";

    // < begins a mark with its secret, | ends its parts.
    [Theory]
    [InlineData("plain\n", "-: plain")]
    [InlineData("<a|5|hello\n", "a: hello")]
    [InlineData("<a|6|hello\n", "a: hello")]
    [InlineData("<a|3|one<a|4| two\n", "a: one two")]
    [InlineData("<a|11|one\ntwo\n3..\nafter\n", "a: one,a: two,a: 3..,-: after")]
    [InlineData("<a|3|one<b|3|two\n<b|3|bbb\n", "-: onetwo,b: bbb")]
    [InlineData("<a|3|onenobodys\n<a|1|x\n", "-: onenobodys,a: x")]
    [InlineData("nobody's<a|1|x\n", "-: nobody'sx")]
    [InlineData("<a|20|cut beyond ten bytes\n<a|1|x\n", "a: cut beyond...,a: x")]
    [InlineData("<a|12|cut beyond tb\n", "-: cut beyond...")]
    [InlineData("<a|3|end", "a: end")]
    [InlineData("<" + Longest + "|1|x\n", Longest + ": x")]
    public void A_line_is_the_requests_that_alone_wrote_it(string text, string lines) => Holds(text, lines, maxLine: 10);

    [Theory]
    [InlineData("\u001e\n")]
    [InlineData("\u001e\u001e<\n")]
    [InlineData("\u001eguess" + "a|1|x\n")]
    [InlineData("<|1|x\n")]
    [InlineData("<a b|1|x\n")]
    [InlineData("<a||x\n")]
    [InlineData("<a|-1|x\n")]
    [InlineData("<a|10000|x\n")]
    [InlineData("<" + Longest + "e|1|x\n")]
    [InlineData("<a|1")]
    public void What_only_resembles_a_mark_is_text(string text) => Holds(text, "-: " + text.TrimEnd('\n'), maxLine: 1000);

    [Fact]
    public void A_mark_may_follow_what_only_began_like_one() => Holds("\u001e<a|1|x\n", "-: \u001ex", maxLine: 100);

    [Fact]
    public void A_mark_inside_what_a_request_wrote_is_its_text() => Holds("<a|13|<b|1|x\n<c|1|x\n", "a: <b|1|x,c: x", maxLine: 100);

    private static void Holds(string text, string lines, int maxLine)
    {
        var bytes = Encoding.ASCII.GetBytes(Raw(text));
        Assert.Equal(Raw(lines), Read([bytes], maxLine));
        Assert.Equal(Raw(lines), Read(bytes.Select(value => new[] { value }), maxLine));
    }

    private static string Raw(string text) => text.Replace("<", "\u001esecret", StringComparison.Ordinal).Replace('|', '\u001f');

    private static string Read(IEnumerable<byte[]> parts, int maxLine)
    {
        var lines = new List<string>();
        var output = new MarkedOutput("secret", new LineSplitter(maxLine, (line, isCut, writer) => lines.Add($"{writer ?? "-"}: {Encoding.UTF8.GetString(line)}{(isCut ? "..." : "")}")));
        foreach (var part in parts)
            output.Append(part);
        output.Complete();
        return string.Join(',', lines);
    }
}
