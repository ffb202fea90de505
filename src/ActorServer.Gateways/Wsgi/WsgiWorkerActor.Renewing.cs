using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>How a process is followed by another one that boots beside it: for a reload, and when it has served its time.</content>
public sealed partial class WsgiWorkerActor
{
    private void OnPrepare(WorkerProtocol.Prepare prepare)
    {
        _renewal = prepare;
        if (_isEnding)
            GiveUpRenewal("it is ending", null);
        else if (prepare.Batch is not null || _current?.Wear is not null)
            _next = Start(prepare.Batch ?? runtime.Committed);
        else
            GiveUpRenewal("the process that was to be replaced is gone", null);
    }

    private void OnCommit(WorkerProtocol.Commit commit)
    {
        if (_isEnding)
            return;
        if (commit.Batch is { } batch)
        {
            runtime.Commit(batch);
            _isHeld = false;
        }

        var old = _current;
        var reason = commit.Batch is not null ? RestartReason.Reload : old?.Wear ?? RestartReason.Death;
        if (_renewal?.Renewal == commit.Renewal && _next is { } next)
        {
            BeginRow();
            (_current, _next, _renewal) = (next, null, null);
            gateway.Tell(new WorkerProtocol.Restarted(number, reason));
            Succeed(old, next);
        }
        else if (commit.Batch is { } wanted && (old is null || old.Batch < wanted))
        {
            // The next one died, or this slot failed, while the gateway's word was on its way: all the others serve the new code.
            BeginRow();
            Boot(reason);
            if (old is not null)
                Drain(old);
        }
    }

    private void Succeed(ProcessLife? old, ProcessLife next)
    {
        // The gateway takes the news of the next one for the end of the one before: it never sees a worker without a process.
        if (!next.IsLost)
        {
            if (old is not null)
                old.IsLost = true;
            Announce(next);
        }

        if (old is not null)
            Drain(old);
    }

    /// <summary>The process finishes what it has received, however long its answers take, and leaves; everything else is given back.</summary>
    private void Drain(ProcessLife life)
    {
        Leave(life);
        if (life.Runs.Count == 0)
        {
            life.Actor.Tell(ProcessProtocol.Leave.Instance);
            return;
        }

        life.IsDraining = true;
        life.Actor.Tell(ProcessProtocol.TakeBack.Instance);
    }

    private void OnRollback(WorkerProtocol.Rollback rollback)
    {
        if (rollback.Batch is { } batch)
            runtime.Rollback(batch);
        if (_renewal?.Renewal != rollback.Renewal)
            return;
        _next?.Actor.Tell(ProcessProtocol.Leave.Instance);
        (_next, _renewal) = (null, null);
    }

    private void OnNextDied(ProcessDiedException? cause)
    {
        if (_renewal is not { } renewal)
            return;
        var (reason, traceback) = (cause?.Message ?? "its actor failed", cause?.Traceback);
        if (_current is { Wear: not null } worn && renewal.Batch is null)
            TryRenewalLater(worn, reason, traceback);
        GiveUpRenewal(reason, traceback);
    }

    private void GiveUpRenewal(string reason, string? traceback)
    {
        if (_renewal is { } renewal)
            gateway.Tell(new WorkerProtocol.NotPrepared(number, renewal.Renewal, reason, traceback));
        _renewal = null;
    }
}
