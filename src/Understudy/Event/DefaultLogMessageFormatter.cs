namespace Akka.Event;

/// <summary>Templates with places by number, `{0}`, or by name, `{Name}` (Akka.Event.DefaultLogMessageFormatter).</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    /// <summary>The only instance.</summary>
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter()
    {
    }

    /// <inheritdoc/>
    public string Format(string format, params object[] args) => LogTemplate.Render(format, args);

    /// <inheritdoc/>
    public string Format(string format, IEnumerable<object> args) => LogTemplate.Render(format, [.. args]);
}
