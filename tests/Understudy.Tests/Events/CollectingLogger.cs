using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Understudy.Tests.Events;

/// <summary>A logger that a configuration names: it collects the texts of what it is given.</summary>
public sealed class CollectingLogger : ReceiveActor
{
    private static readonly ConcurrentQueue<string> Texts = new();

    public CollectingLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(log => Texts.Enqueue(log.Message.ToString() ?? ""));
    }

    public static void Reset() => Texts.Clear();

    public static bool Seen(string text) => Texts.Contains(text);
}
