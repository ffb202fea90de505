using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Chooses the events of a level.</summary>
internal sealed class LevelFilter(LogLevel level, IStringMatcher text, IStringMatcher source) : EventFilterBase(text, source)
{
    protected override string FilterDescriptiveName => Logging.StringFor(level);

    protected override bool IsMatch(LogEvent evt) => evt.LogLevel() == level && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Chooses the errors that carry an exception of a type; the text may be that of the event or of the exception.</summary>
internal sealed class ExceptionFilter(Type type, IStringMatcher text, IStringMatcher source, bool looksInside) : EventFilterBase(text, source)
{
    protected override string FilterDescriptiveName => Description.OfType(type);

    protected override bool IsMatch(LogEvent evt)
    {
        if (evt.LogLevel() != LogLevel.ErrorLevel)
            return false;
        for (var cause = evt.Cause; cause is not null; cause = looksInside ? cause.InnerException : null)
        {
            if (type.IsInstanceOfType(cause) && (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message)))
                return true;
        }

        return false;
    }
}

/// <summary>Chooses the dead letters whose message fits; the source is their recipient.</summary>
internal sealed class DeadLetterFilter(string what, Predicate<object> fits, IStringMatcher source) : EventFilterBase(null, source)
{
    protected override string FilterDescriptiveName => $"dead letter of {what}";

    protected override bool IsMatch(LogEvent evt) =>
        evt is UndeliveredWarning { What: DeadLetter letter } && fits(letter.Message) && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Chooses the events for which a predicate holds.</summary>
internal sealed class PredicateFilter(string what, Predicate<LogEvent> holds) : EventFilterBase(null, null)
{
    protected override string FilterDescriptiveName => what;

    protected override bool IsMatch(LogEvent evt) => holds(evt);
}
