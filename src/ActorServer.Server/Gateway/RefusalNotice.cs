using Akka.Event;
using ActorServer.Http;

namespace ActorServer.Server.Gateway;

/// <summary>Says in the log that requests are being refused: at most one warning a second, with the count since the last.</summary>
internal sealed class RefusalNotice(ILoggingAdapter log, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long? _lastSaid;
    private int _unsaid;

    public void Count(Refusal reason)
    {
        _unsaid++;
        if (_lastSaid is { } last && clock.GetElapsedTime(last) < Interval)
        {
            return;
        }

        log.Warning("{Count} request(s) refused with 503: {Reason}", _unsaid, RefusalTable.Of(reason).Sentence);
        _lastSaid = clock.GetTimestamp();
        _unsaid = 0;
    }
}
