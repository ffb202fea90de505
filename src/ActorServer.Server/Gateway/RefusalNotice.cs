using ActorServer.Http;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Gateway;

/// <summary>Says in the log that requests are being refused: at most one warning a second, with the count since the last.</summary>
internal sealed class RefusalNotice(ILogger logger, TimeProvider clock)
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

        ServerLog.RequestsRefused(logger, _unsaid, RefusalTable.Of(reason).Sentence);
        _lastSaid = clock.GetTimestamp();
        _unsaid = 0;
    }
}
