using System.Text;

namespace ActorServer.Conformance.Corpus;

/// <summary>
/// One file of the corpus. Above <c>---</c>: comments with <c>#</c>, then <c>refuse: Reason</c>, or <c>accept: METHOD path</c> with an optional
/// <c>body: text</c>. Below it the bytes: line ends of the file mean nothing, <c>\r \n \t \0 \\ \xNN</c> mean what they say.
/// </summary>
internal sealed record RawRequest(IReadOnlyDictionary<string, string> Expectations, string Text)
{
    /// <summary>The folder with the files, beside the tests.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "requests");

    public static RawRequest Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        int rule = Array.IndexOf(lines, "---");
        Assert.True(rule > 0, $"{path} has no line ---.");
        return new RawRequest(
            lines[..rule].Where(line => !line.StartsWith('#')).Select(line => line.Split(": ", 2)).ToDictionary(p => p[0].TrimEnd(':'), p => p.Length > 1 ? p[1] : ""),
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
