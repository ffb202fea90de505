using Akka.Configuration;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Dispatch;

/// <summary>The threads of the runtime that wait for sockets, and how actors come to run on them.</summary>
public static class EventLoop
{
    // The runtime's own name for them. Were it another one, actors would run on the thread pool, as they do without this.
    private const string ThreadName = ".NET Sockets";

    // Read by the runtime when the first socket is waited for: the thread that hears of bytes then tells of them itself.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private static readonly Config Executor = ConfigurationFactory.ParseString(
        $"akka.actor.default-dispatcher.executor = \"{typeof(EventLoopExecutorConfigurator).FullName}, {typeof(EventLoopExecutorConfigurator).Assembly.GetName().Name}\"");

    /// <summary>True on a thread that waits for sockets.</summary>
    internal static bool IsHere => Thread.CurrentThread.Name == ThreadName;

    /// <summary>Has events told on the threads that hear of them, one per processor, in this whole process: called before the first socket is waited for. Who has set the runtime's variable keeps it.</summary>
    public static void Enable()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }

    /// <summary>Does something that may wait for a disk, on the thread pool when this thread waits for sockets; else at once.</summary>
    internal static void DoElsewhere<T>(Action<T> work, T state)
    {
        if (IsHere)
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);
        }
        else
        {
            work(state);
        }
    }

    /// <summary>What the actor system needs for it; nothing where it is off. Whoever names an executor himself wins.</summary>
    /// <param name="settings">The server's.</param>
    internal static Config ConfigFor(ServerSettings settings) => settings.Wsgi is { RunsOnEventLoop: true } ? Executor : Config.Empty;
}
