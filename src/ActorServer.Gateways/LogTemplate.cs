using System.Globalization;
using System.Text;
using Akka.Event;

namespace ActorServer.Gateways;

/// <summary>
/// Fills the named placeholders of a log message, in order: <c>"worker {Worker} died: {Reason}"</c>. Akka.NET's default formatter knows
/// numbers only. Named by <c>akka.logger-formatter</c>.
/// </summary>
public sealed class LogTemplate : ILogMessageFormatter
{
    /// <inheritdoc/>
    public string Format(string format, params object[] args) => Render(format, args);

    /// <inheritdoc/>
    public string Format(string format, IEnumerable<object> args) => Render(format, [.. args]);

    /// <summary>Fills a template. A placeholder without a value stays as it is, and <c>{{</c> is a brace: a log line is never lost to its form.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">The values, in the order of the placeholders.</param>
    public static string Render(string template, IReadOnlyList<object> values)
    {
        if (values.Count == 0 && !template.Contains('{', StringComparison.Ordinal))
            return template;
        var text = new StringBuilder(template.Length + 32);
        var next = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            var end = c == '{' ? template.IndexOf('}', i) : -1;
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (end > i && next < values.Count)
            {
                Append(text, values[next++], template.AsSpan(i + 1, end - i - 1));
                i = end;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, ReadOnlySpan<char> placeholder)
    {
        var colon = placeholder.IndexOf(':');
        var format = colon < 0 ? null : placeholder[(colon + 1)..].ToString();
        text.Append(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "null");
    }
}
