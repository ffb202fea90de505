using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>How a process ends: leaving, ending; and what may come in every state because a process may end in every state.</content>
internal sealed partial class WsgiProcessActor
{
    /// <summary>
    /// From the end of the process to the end of its channel, and the other way round. Milliseconds, but a process that exits by itself closes its
    /// channel first and then clears its memory; killed meanwhile it could not say how it ended.
    /// </summary>
    private static readonly TimeSpan EndGap = TimeSpan.FromSeconds(2);

    // Its end is wanted: no news for the worker.
    private bool _isRetired;
    private bool _isToldLost;
    // The first reason that was seen; what follows from it, as a kill of ours, is no news.
    private FramePayloads.BootFailure? _cause;
    private string? _exit;

    private sealed record Exited(string How);
    private sealed record KillDue;
    private sealed record EndDue;

    // A stuck process is retired, too.
    private bool IsLeaving => _isRetired && !_isStuck;

    private void BeginLeaving()
    {
        _isRetired = true;
        Timers.StartSingleTimer(nameof(KillDue), new KillDue(), settings.StopTimeout);
        _process?.Channel.CloseRequests();
        Become(Leaving);
    }

    private void Leaving(object received)
    {
        switch (received)
        {
            case Launched launched:
                _process = launched.Process;
                Context.Stop(Self);
                break;
            case NotLaunched:
                Context.Stop(Self);
                break;
            case ControlFrame or ExchangeProtocol.Credit or ExchangeProtocol.Abandon or ExchangeProtocol.InputEnded or ProcessProtocol.TakeBack when _running.Count > 0:
                Busy(received);
                break;
            case ControlFrame or ExchangeProtocol.Credit or ExchangeProtocol.Abandon or ExchangeProtocol.InputEnded or ProcessProtocol.TakeBack or ProcessProtocol.Leave or Overdue:
                break;
            case WorkerProtocol.Run next:
                Decline(next);
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    // It crossed the news of the end of this process.
    private void Decline(WorkerProtocol.Run next) => Context.Parent.Tell(new ProcessProtocol.TakenBack(generation, [next.Request.Exchange]));

    private void InEveryState(object received)
    {
        switch (received)
        {
            case ControlReader.Closed closed:
                if (closed.Violation is not null)
                    Break(closed.Violation);
                else
                    BeginEnding();
                break;
            case ControlFrame unexpected:
                Break($"a {unexpected.Kind} frame of exchange {unexpected.Exchange} was not expected");
                break;
            case Exited exited:
                _exit = exited.How;
                // Its children may hold the stream open; what it sent itself is still read.
                _process?.Kill();
                Timers.StartSingleTimer(nameof(EndDue), new EndDue(), EndGap);
                break;
            case EndDue:
                BeginEnding();
                break;
            case KillDue:
                _process?.Kill();
                break;
            case ProcessProtocol.Leave:
                BeginLeaving();
                break;
            default:
                Unhandled(received);
                break;
        }
    }

    /// <summary>The process does not keep to the frames: nothing that it sends can be trusted any more.</summary>
    private void Break(string reason)
    {
        _cause ??= new FramePayloads.BootFailure($"its control stream is broken: {reason}", null);
        BeginEnding();
    }

    private void BeginEnding()
    {
        Timers.CancelAll();
        // The client must not wait for the system to say how the process ended.
        TellLost();
        if (_exit is not null)
        {
            End();
            return;
        }

        if (_cause is not null || _isStuck)
            KillNow();
        else
            Timers.StartSingleTimer(nameof(KillDue), new KillDue(), _isRetired ? settings.StopTimeout : EndGap);
        Become(Ending);
    }

    private void TellLost()
    {
        if (_isToldLost)
            return;
        _isToldLost = true;
        if (_process is not null)
            TakeBack();
        Context.Parent.Tell(new ProcessProtocol.Lost(generation, [.. _running.Select(request => request.Exchange)]));
    }

    private void Ending(object received)
    {
        switch (received)
        {
            case Exited exited:
                _exit = exited.How;
                End();
                break;
            case KillDue:
                KillNow();
                break;
            case EndDue:
                // The kernel holds on to it, in a system call that cannot be interrupted: nobody waits for that.
                End();
                break;
            default:
                // Whatever crossed the death; the worker has been told, and gives a request to another process.
                break;
        }
    }

    private void KillNow()
    {
        _process?.Kill();
        Timers.StartSingleTimer(nameof(EndDue), new EndDue(), EndGap);
    }

    private void End()
    {
        var how = _cause?.Reason ?? _exit ?? "it was killed";
        if (!_isRetired)
            throw new ProcessDiedException(generation, PrintableText.Escape(how), _process?.Pid, _cause?.Traceback);
        WsgiLog.Ended(runtime.Logger, number, _process?.Pid ?? 0, _exit ?? how);
        Context.Stop(Self);
    }
}
