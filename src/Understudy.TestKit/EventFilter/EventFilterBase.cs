using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>A filter has met an event (Akka.TestKit.Internal.EventMatched).</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>Chooses events by text and source, and tells of those it chose (Akka.TestKit.Internal.EventFilterBase).</summary>
public abstract class EventFilterBase : IEventFilter
{
    private readonly IStringMatcher _text;
    private readonly IStringMatcher _source;

    /// <summary>By text and source; null chooses all.</summary>
    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        _text = messageMatcher ?? TextMatcher.All;
        _source = sourceMatcher ?? TextMatcher.All;
    }

    /// <summary>Raised on the logger's thread for each event that was chosen.</summary>
#pragma warning disable CA1003 // the delegate's type is that of the mirrored API
    public event EventMatched? EventMatched;
#pragma warning restore CA1003

    /// <summary>What the filter chooses, in a word.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc/>
    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
            return false;
        OnEventMatched(logEvent);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{FilterDescriptiveName} with {_text} and {_source}".Replace(" and any text", "", StringComparison.Ordinal);

    /// <summary>Whether the event is one of the chosen.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>Raises the event.</summary>
    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

    /// <summary>Whether source and text are among the chosen.</summary>
    protected bool InternalDoMatch(string src, object? msg) => _source.IsMatch(src) && _text.IsMatch(msg?.ToString() ?? "null");
}
