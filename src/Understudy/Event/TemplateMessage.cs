namespace Akka.Event;

/// <summary>A template and its values in an array.</summary>
internal sealed class TemplateMessage(ILogMessageFormatter formatter, string format, object[] values) : LogMessage(formatter, format)
{
    private string? _text;

    public override string ToString() => _text ??= Formatter.Format(Format, values);

    public override string Unformatted() => $"Template: {Format} - args: [{string.Join(",", values)}]";

    public override IEnumerable<object> Parameters() => values;
}
