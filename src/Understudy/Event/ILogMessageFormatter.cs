namespace Akka.Event;

/// <summary>Puts values into a template (Akka.Event.ILogMessageFormatter).</summary>
public interface ILogMessageFormatter
{
    /// <summary>The template with the values in their places.</summary>
    string Format(string format, params object[] args);

    /// <summary>The template with the values in their places.</summary>
    string Format(string format, IEnumerable<object> args);
}
