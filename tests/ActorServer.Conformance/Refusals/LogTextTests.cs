using System.Buffers;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Refusals;

public class LogTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("GET / HTTP/1.1", "GET / HTTP/1.1")]
    [InlineData("a\r\nb\0\t\u007F", "a\\x0D\\x0Ab\\x00\\x09\\x7F")]
    [InlineData("\u0080\u00E9\u00FF", "\\x80\\xE9\\xFF")]
    [InlineData("say \"hi\" \\x00", "say \\\"hi\\\" \\\\x00")]
    [InlineData("\u001B[31m", "\\x1B[31m")]
    public void Escapes_whatever_could_forge_a_line(string bytes, string expected)
    {
        byte[] input = Encoding.Latin1.GetBytes(bytes);
        var output = new ArrayBufferWriter<byte>();
        LogText.Escape(input, output);
        Assert.Equal(expected, LogText.Escape(input));
        Assert.Equal(expected, Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.Equal($"\"{expected}\"", LogText.Quote(input));
    }

    [Fact]
    public void Never_puts_out_anything_but_printable_ASCII()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        Assert.All(LogText.Escape(all), c => Assert.InRange(c, ' ', '~'));
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(81, true)]
    public void Cuts_a_quoted_value_behind_80_characters(int length, bool isCut)
    {
        string quoted = LogText.Quote(Encoding.ASCII.GetBytes(new string('a', length)));
        Assert.Equal($"\"{new string('a', 80)}\"{(isCut ? "..." : "")}", quoted);
    }

    [Fact]
    public void Keeps_an_escape_whole_or_not_at_all()
    {
        Assert.Equal("\"aa\"...", LogText.Quote("aa\0"u8, 5));
        Assert.Equal("\"aa\\x00\"", LogText.Quote("aa\0"u8, 6));
    }
}
