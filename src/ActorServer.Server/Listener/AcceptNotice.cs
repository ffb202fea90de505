using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Listener;

/// <summary>Says in the log that the system gives no more connections: at most once a second, with the count since the last.</summary>
/// <param name="logger">Takes the line.</param>
/// <param name="clock">Counts the second.</param>
internal sealed class AcceptNotice(ILogger logger, TimeProvider clock)
{
    /// <summary>How long after a warning the next one may come.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private int _unsaid;
    private string _reason = "";
    private long? _lastSaid;

    /// <summary>Counts a failure, and says it when it is the first for a while.</summary>
    /// <param name="reason">The system's word.</param>
    /// <returns>True when it is the first that is left for <see cref="SayRest"/>, which the caller owes after <see cref="Interval"/>.</returns>
    public bool Count(string reason)
    {
        _unsaid++;
        _reason = reason;
        if (_lastSaid is { } last && clock.GetElapsedTime(last) < Interval)
        {
            return _unsaid == 1;
        }

        SayRest();
        return false;
    }

    /// <summary>Says what was counted and not yet said.</summary>
    public void SayRest()
    {
        if (_unsaid == 0)
        {
            return;
        }

        ServerLog.AcceptingPauses(logger, _unsaid, ListenerActor.AcceptPause.TotalMilliseconds, _reason);
        _unsaid = 0;
        _lastSaid = clock.GetTimestamp();
    }
}
