using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>Requests that nobody waits for any more, and processes that are stuck in one.</content>
public sealed partial class WsgiWorkerActor
{
    private sealed record PatienceOver(long Exchange);

    // Whether the process runs it or has not received it yet, and what follows from that, its actor finds out.
    private void OnAbandon(ExchangeProtocol.Abandon abandon)
    {
        if (FindLife(abandon.Exchange, out var entry) is not { } life || entry is null)
            return;
        entry.IsAbandoned = true;
        // The connection's deadline went with the connection; without one here an endless request would take the place for ever.
        if (abandon.Reason == AbandonReason.ClientGone)
            Timers.StartSingleTimer(PatienceKey(abandon.Exchange), new PatienceOver(abandon.Exchange), settings.RequestTimeout);
        life.Actor.Tell(abandon);
    }

    // The replacement boots beside the stuck one, so that capacity does not wait for the kill.
    private void OnStuck()
    {
        if (_lives.GetValueOrDefault(Sender) is not { } life)
            return;
        life.IsStuck = true;
        Leave(life);
        if (life == _current && !_isEnding)
            Boot(RestartReason.Stuck);
    }

    private static object PatienceKey(long exchange) => (nameof(PatienceOver), exchange);
}
