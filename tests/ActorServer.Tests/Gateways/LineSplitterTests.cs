using System.Text;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>Output of processes as lines of bounded length.</summary>
public class LineSplitterTests
{
    private const int MaxLine = 10;

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb", "a|b")]
    [InlineData("\n\n", "|")]
    [InlineData("1234567890\n", "1234567890")]
    [InlineData("12345678901\nnext\n", "1234567890...|next")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890...")]
    public void Splits_whole_and_byte_by_byte(string text, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(lines, Split([bytes]));
        Assert.Equal(lines, Split(bytes.Select(value => new[] { value })));
    }

    private static string Split(IEnumerable<byte[]> parts)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(MaxLine, (line, isCut, _) => lines.Add(Encoding.UTF8.GetString(line) + (isCut ? "..." : "")));
        foreach (var part in parts)
            splitter.Append(part);
        splitter.Complete();
        return string.Join('|', lines);
    }
}
