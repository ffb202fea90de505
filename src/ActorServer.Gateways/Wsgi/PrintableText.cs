using System.Text;

namespace ActorServer.Gateways.Wsgi;

/// <summary>Text of an application for the log: people's scripts stay readable, controls cannot move a cursor or forge a line.</summary>
public static class PrintableText
{
    /// <summary>Escapes controls, tabs excepted, as <c>\x1B</c>.</summary>
    /// <param name="text">What an application says.</param>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1F') && !text.AsSpan().ContainsAnyInRange('\x7F', '\x9F') && !text.AsSpan().ContainsAny('\u2028', '\u2029'))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            _ = IsControl(c) ? escaped.Append($"\\x{(int)c:X2}") : escaped.Append(c);
        return escaped.ToString();
    }

    /// <summary>Escapes each line by itself and indents it, so that no line of a traceback can pass for one of the log's own.</summary>
    /// <param name="text">A traceback.</param>
    public static string Indent(string text) =>
        string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => "    " + Escape(line)));

    private static bool IsControl(char c) => (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029';
}
