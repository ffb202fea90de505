using System.Globalization;

namespace Akka.Event;

/// <summary>Something to log, on its way over the event stream (Akka.Event.LogEvent).</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Of now and this thread.</summary>
    protected LogEvent()
    {
        Timestamp = DateTime.UtcNow;
        Thread = Thread.CurrentThread;
    }

    /// <summary>The exception, or null.</summary>
    public Exception Cause { get; protected set; } = null!; // null says that nothing was thrown

    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>Where it was logged.</summary>
    public Thread Thread { get; }

    /// <summary>Who logged: an actor's path, most often.</summary>
    public string LogSource { get; protected set; } = "";

    /// <summary>The class that logged.</summary>
    public Type LogClass { get; protected set; } = typeof(object);

    /// <summary>What: a text, or a <see cref="LogMessage"/> that becomes one when somebody reads it.</summary>
    public object Message { get; protected set; } = "";

    /// <summary>How much it matters.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        var level = Logging.StringFor(LogLevel());
        var thread = Thread.ManagedThreadId.ToString("0000", CultureInfo.InvariantCulture);
        var time = Timestamp.ToString("O", CultureInfo.InvariantCulture);
        var text = $"[{level}][{time}][Thread {thread}][{LogSource}] {Message}";
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }
}
