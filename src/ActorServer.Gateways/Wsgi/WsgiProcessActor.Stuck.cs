using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>Requests that nobody waits for any more, and the end of a process that is stuck in one of them: its other requests lose nothing by it.</content>
internal sealed partial class WsgiProcessActor
{
    private bool _isStuck;

    private sealed record StuckDue;

    private void OnAbandon(ExchangeProtocol.Abandon abandon)
    {
        if (Find(abandon.Exchange) is not { } request)
            return;
        switch (abandon.Reason)
        {
            case AbandonReason.ClientGone:
                // What no thread has received yet never runs. With one thread that is all but the oldest, as far as is known.
                // A process that leaves still runs what lies unread beside it, which no other one would.
                if (!IsLeaving && (settings.Threads > 1 || request != _running[0]))
                    GiveBack();
                if (_running.Contains(request))
                    request.Silence();
                break;
            case AbandonReason.TimedOut:
                OnLate(request);
                break;
            default:
                throw new InvalidOperationException($"Unknown reason: {abandon.Reason}.");
        }
    }

    private void OnLate(RunningRequest late)
    {
        var back = TakeBack();
        // One that waited behind others was late for their sake: they have deadlines of their own. But a thread that had nothing to run should have received it.
        if (_running.Contains(late) || _running.Count < settings.Threads)
            BecomeStuck(late);
        if (back.Count > 0)
            Context.Parent.Tell(new ProcessProtocol.TakenBack(generation, back));
    }

    private void BecomeStuck(RunningRequest late)
    {
        if (!_isStuck)
            Context.Parent.Tell(new ProcessProtocol.Stuck(generation));
        _isRetired = _isStuck = true;
        late.BecomeLate(settings.KillDelay, _running.Count(request => !request.IsLate && request != late));
        // Those that are late together share the stacks and the time in which these reach the log.
        if (!Timers.IsTimerActive(nameof(StuckDue)))
        {
            Started.DumpStacks();
            Timers.StartSingleTimer(nameof(StuckDue), new StuckDue(), settings.KillDelay);
        }

        Become(Stuck);
    }

    private void Stuck(object received)
    {
        switch (received)
        {
            case StuckDue:
                KillIfNobodyLoses();
                break;
            case ControlFrame when _running.Count == 0:
                // The process had not received the late request, and has now done what it was at.
                break;
            case ControlFrame or ExchangeProtocol.Credit or ExchangeProtocol.Abandon or ExchangeProtocol.InputEnded or ProcessProtocol.TakeBack:
                Busy(received);
                if (!Timers.IsTimerActive(nameof(StuckDue)))
                    KillIfNobodyLoses();
                break;
            case WorkerProtocol.Run next:
                Decline(next);
                break;
            case ProcessProtocol.Leave:
                // The requests beside the late one have until then.
                Timers.StartSingleTimer(nameof(KillDue), new KillDue(), settings.StopTimeout);
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    private void KillIfNobodyLoses()
    {
        if (_running.TrueForAll(request => request.IsLate))
            _process?.Kill();
    }
}
