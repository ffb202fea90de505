namespace Akka.TestKit.Internal;

/// <summary>A dead letter or an unhandled message as the logger of a test sees it.</summary>
internal sealed class UndeliveredWarning(string logSource, Type logClass, string text, object what) : Warning(logSource, logClass, text)
{
    /// <summary>The DeadLetter or UnhandledMessage.</summary>
    public object What => what;
}
