using System.Buffers;
using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Writes values as HOCON that reads back as the same values.</summary>
internal static class HoconWriter
{
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static string Write(HoconObject value, int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, item) in value.Items)
        {
            text.Append(' ', indent * 2).Append(HoconPath.Quote(key)).Append(" : ").Append(Write(item, indent)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>An object at the outermost level (<paramref name="indent"/> below 0) has no braces: it is a document.</summary>
    public static string Write(HoconValue value, int indent)
    {
        if (value.GetObject() is { } child)
        {
            return indent < 0 ? Write(child, 0) : $"{{\n{Write(child, indent + 1)}{new string(' ', indent * 2)}}}";
        }

        if (value.Values.Exists(element => element.IsArray())) return Write(value.GetArray());
        return value.GetString() switch
        {
            null => "null",
            { Length: > 0 } text when !text.AsSpan().ContainsAnyExcept(PlainCharacters) && text != "null" => text,
            var text => Quoted(text),
        };
    }

    public static string Write(IEnumerable<HoconValue> array) => $"[{string.Join(", ", array.Select(value => Write(value, 0)))}]";

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007f' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
