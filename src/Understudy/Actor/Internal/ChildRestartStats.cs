namespace Akka.Actor.Internal;

/// <summary>How often a child was restarted (Akka.Actor.Internal.ChildRestartStats).</summary>
public class ChildRestartStats
{
    /// <summary>Of the child and what was counted so far.</summary>
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; }

    /// <summary>Its unique id.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>How often, within the window if there is one.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the window began, in ticks of 100 ns; 0 is not yet.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts one restart more, and says whether it is allowed; -1 means no limit and no window.</summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
            return false;
        if (withinTimeMilliseconds > 0)
            return IsAllowedInWindow(maxNrOfRetries < 0 ? 1 : maxNrOfRetries, TimeSpan.FromMilliseconds(withinTimeMilliseconds));
        if (maxNrOfRetries < 0)
            return true;
        MaxNrOfRetriesCount++;
        return MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    private bool IsAllowedInWindow(int most, TimeSpan window)
    {
        var now = Environment.TickCount64 * TimeSpan.TicksPerMillisecond;
        if (RestartTimeWindowStartTicks == 0)
            RestartTimeWindowStartTicks = now;
        if (now - RestartTimeWindowStartTicks <= window.Ticks)
        {
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= most;
        }

        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
