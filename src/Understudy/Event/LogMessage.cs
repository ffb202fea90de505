namespace Akka.Event;

/// <summary>A template and its values, put together when somebody reads them (Akka.Event.LogMessage).</summary>
public abstract class LogMessage
{
    /// <summary>What puts them together.</summary>
    protected readonly ILogMessageFormatter Formatter;

    /// <summary>Of the template.</summary>
    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    /// <summary>The template.</summary>
    public string Format { get; }

    /// <summary>Template and values side by side.</summary>
    public abstract string Unformatted();

    /// <summary>The values.</summary>
    public abstract IEnumerable<object> Parameters();
}
