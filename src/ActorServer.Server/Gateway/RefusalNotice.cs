using ActorServer.Http;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Gateway;

/// <summary>Says in the log that requests are being refused: each reason at most once a second, with the count since the last.</summary>
internal sealed class RefusalNotice(ILogger logger, TimeProvider clock)
{
    /// <summary>How long after a warning the next one may come.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Refusal, int> _unsaid = [];
    private long? _lastSaid;

    /// <summary>Counts a refusal, and says it when it is the first for a while.</summary>
    /// <returns>True when it is left for <see cref="SayRest"/>, which the caller owes after <see cref="Interval"/>.</returns>
    public bool Count(Refusal reason)
    {
        _unsaid[reason] = _unsaid.GetValueOrDefault(reason) + 1;
        if (_lastSaid is { } last && clock.GetElapsedTime(last) < Interval)
        {
            return true;
        }

        SayRest();
        return false;
    }

    /// <summary>Says what was counted and not yet said.</summary>
    public void SayRest()
    {
        if (_unsaid.Count == 0)
        {
            return;
        }

        foreach ((Refusal reason, int count) in _unsaid)
        {
            ServerLog.RequestsRefused(logger, count, RefusalTable.Of(reason).Sentence);
        }

        _unsaid.Clear();
        _lastSaid = clock.GetTimestamp();
    }
}
