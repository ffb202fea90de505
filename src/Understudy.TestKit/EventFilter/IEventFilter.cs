namespace Akka.TestKit;

/// <summary>Chooses events (Akka.TestKit.IEventFilter).</summary>
public interface IEventFilter
{
    /// <summary>Whether the event is one of the chosen; it is then not printed.</summary>
    bool Apply(LogEvent logEvent);
}
