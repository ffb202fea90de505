using System.Globalization;
using System.Text;

namespace Akka.Event;

/// <summary>
/// Renders log templates. A place is `{0}` or `{Name}`, with an alignment and a format after it as in .NET; named places take the values
/// in order. Rendering never throws: a template that does not fit its values loses its polish, not the log line.
/// </summary>
internal static class LogTemplate
{
    public static string Render(string template, object?[] values)
    {
        if (values.Length == 0 && !template.Contains('{', StringComparison.Ordinal))
            return template;
        var text = new StringBuilder(template.Length + (16 * values.Length));
        var nextByName = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
                continue;
            }

            var end = c == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0 || !TryAppend(text, template.AsSpan(i + 1, end - i - 1), values, ref nextByName))
            {
                text.Append(c);
                continue;
            }

            i = end;
        }

        return text.ToString();
    }

    private static bool TryAppend(StringBuilder text, ReadOnlySpan<char> place, object?[] values, ref int nextByName)
    {
        var nameEnd = place.IndexOfAny(',', ':');
        var name = (nameEnd < 0 ? place : place[..nameEnd]).Trim();
        if (name.Length > 0 && name[0] is '@' or '$')
            name = name[1..];
        var rest = nameEnd < 0 ? default : place[nameEnd..];
        if (name.IsEmpty || !IsName(name))
            return false;
        var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        if (!isNumber)
            index = nextByName++;
        if (index >= values.Length)
            return false;
        Append(text, values[index], rest);
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.'))
                return false;
        }

        return true;
    }

    private static void Append(StringBuilder text, object? value, ReadOnlySpan<char> alignmentAndFormat)
    {
        try
        {
            if (alignmentAndFormat.IsEmpty)
                text.Append(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value ?? "null");
            else
                text.AppendFormat(CultureInfo.InvariantCulture, string.Concat("{0", alignmentAndFormat, "}"), value);
        }
        catch (Exception e)
        {
            // The value's own ToString failed, or its format is not one: say so where the value would be.
            text.Append('<').Append(value?.GetType().Name).Append(": ").Append(e.Message).Append('>');
        }
    }
}
