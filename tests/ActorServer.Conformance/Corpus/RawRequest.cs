using System.Text;

namespace ActorServer.Conformance.Corpus;

/// <summary>
/// One file of the corpus. Above <c>---</c>: comments with <c>#</c>, then what is expected, a key and a value to a line. Below it the bytes: line
/// ends of the file mean nothing, <c>\r \n \t \0 \\ \xNN</c> mean what they say, there and in values.
/// <list type="table">
/// <item><term>refuse, status</term><description>the reason and the status code; the connection closes unless <c>close: no</c> is there</description></item>
/// <item><term>accept</term><description>method, path and query as they came; the connection stays unless <c>close: yes</c> is there</description></item>
/// <item><term>path-info</term><description>the path as a gateway decodes it, where that is another one</description></item>
/// <item><term>host, body</term><description>what the application gets</description></item>
/// <item><term>field, no-field</term><description>a field with the one value that the application gets; a name of which it gets nothing</description></item>
/// <item><term>trailer</term><description>a trailer, in wire order; all of them are given</description></item>
/// <item><term>continue</term><description><c>yes</c>: 100 is sent before the body</description></item>
/// <item><term>ends</term><description><c>yes</c>: the client closes its side behind these bytes, so that nothing can be sent behind them</description></item>
/// </list>
/// </summary>
internal sealed record RawRequest(string Name, ILookup<string, string> Expectations, string Text)
{
    /// <summary>The folder with the files, beside the tests.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "requests");

    /// <summary>True when the client closes its side behind the bytes.</summary>
    public bool Ends => Expectations["ends"].Contains("yes");

    /// <summary>True when the server is expected to close the connection.</summary>
    public bool Closes => Expectations["close"].SingleOrDefault() is { } close ? close == "yes" : IsRefused;

    /// <summary>True when a refusal is expected.</summary>
    public bool IsRefused => Expectations.Contains("refuse");

    /// <summary>The value of a key that is given at most once, or null.</summary>
    public string? this[string key] => Expectations[key].SingleOrDefault();

    /// <summary>All files of <c>accept</c> or <c>refuse</c>, in order.</summary>
    public static IReadOnlyList<RawRequest> All(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Folder, folder), "*.txt").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Reads one file.</summary>
    public static RawRequest Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        int rule = Array.IndexOf(lines, "---");
        Assert.True(rule > 0, $"{path} has no line ---.");
        return new RawRequest(
            Path.GetFileNameWithoutExtension(path),
            lines[..rule].Where(line => !line.StartsWith('#')).Select(line => line.Split(':', 2)).ToLookup(p => p[0], p => Unescape(p[1].Trim())),
            Unescape(string.Concat(lines[(rule + 1)..])));
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            char escape = text[++i];
            result.Append(escape switch
            {
                'r' => '\r',
                'n' => '\n',
                't' => '\t',
                '0' => '\0',
                '\\' => '\\',
                'x' => (char)Convert.ToByte(text.Substring(i + 1, 2), 16),
                _ => throw new FormatException($"Unknown escape \\{escape}."),
            });
            i += escape == 'x' ? 2 : 0;
        }

        return result.ToString();
    }
}
