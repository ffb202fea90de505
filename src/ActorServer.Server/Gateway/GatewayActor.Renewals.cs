using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Server.Gateway;

/// <summary>
/// Renewals, one at a time: a reload, in which all workers prepare a process of a new generation and then change to it together, or not at all; and one worker's process that has
/// served its time. A reload comes before those.
/// </summary>
public sealed partial class GatewayActor
{
    private sealed record CommitDue(long Renewal);

    // Workers whose process has served its time, in the order in which they said so.
    private readonly List<int> _worn = [];

    // Who asked for a reload while one ran: it may have read the application's files before they were changed, so another one follows.
    private List<IActorRef> _waitingAskers = [];
    private Renewal? _renewal;
    private long _lastRenewal;
    private long _lastBatch;

    private void OnReload(IActorRef asker)
    {
        Context.System.EventStream.Publish(new ServerEvents.ReloadBegan());
        if (_breaker is null)
        {
            NotReloaded([asker], "an ASP.NET Core application cannot be loaded a second time beside itself; restart the server to load a new build", null);
            return;
        }

        if (_isStopping)
        {
            NotReloaded([asker], "the server is stopping", null);
            return;
        }

        _waitingAskers.Add(asker);
        if (_renewal is { IsReload: false })
        {
            PostponeRenewal(_renewal);
        }

        BeginNextRenewal();
    }

    private void OnRenewalWanted(int worker)
    {
        if (!_isStopping && !_worn.Contains(worker))
        {
            _worn.Add(worker);
            BeginNextRenewal();
        }
    }

    private void BeginNextRenewal()
    {
        if (_renewal is not null || _isStopping)
        {
            return;
        }

        if (_waitingAskers.Count > 0)
        {
            ServerLog.ReloadBegins(_logger);

            // Later than every batch before, also when this actor was restarted: what starts processes outlives it.
            _lastBatch = Math.Max(_lastBatch + 1, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            _renewal = new Renewal(++_lastRenewal, _lastBatch, [.. Enumerable.Range(1, _settings.Concurrency)], _waitingAskers);
            _waitingAskers = [];
        }
        else if (_worn.Count > 0)
        {
            _renewal = new Renewal(++_lastRenewal, null, [_worn[0]], []);
            _worn.RemoveAt(0);
        }
        else
        {
            return;
        }

        Prepare(_renewal, _renewal.Canary);
    }

    private void OnPrepared(WorkerProtocol.Prepared prepared)
    {
        if (_renewal is not { } renewal || renewal.Id != prepared.Renewal)
        {
            return;
        }

        renewal.Prepared(prepared.Worker);
        if (renewal.ReadySince is null)
        {
            renewal.ReadySince = _clock.GetTimestamp();
            foreach (int worker in renewal.Workers.Skip(1))
            {
                Prepare(renewal, worker);
            }
        }

        if (renewal.IsPrepared)
        {
            CommitWhenSettled(renewal, renewal.ReadySince.Value);
        }
    }

    // Code that boots and dies at once would be found out only when it already serves: the first process of it must have lived for a while.
    private void CommitWhenSettled(Renewal renewal, long since)
    {
        TimeSpan left = renewal.IsReload && _breakerSettings is { } settings ? settings.Settling - _clock.GetElapsedTime(since) : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
        {
            Timers.StartSingleTimer(nameof(CommitDue), new CommitDue(renewal.Id), left);
            return;
        }

        Commit(renewal);
    }

    private void OnCommitDue(CommitDue due)
    {
        if (_renewal is { } renewal && renewal.Id == due.Renewal)
        {
            Commit(renewal);
        }
    }

    private void Commit(Renewal renewal)
    {
        _renewal = null;
        foreach (int worker in renewal.Workers)
        {
            _workers[worker].Tell(new WorkerProtocol.Commit(renewal.Id, renewal.Batch));
        }

        if (renewal.IsReload)
        {
            // Every process is a new one; what opened the breaker was the code before.
            _worn.Clear();
            _breaker?.Close();
            Timers.Cancel(RetryDue.Instance);
            string serve = renewal.Workers.Count == 1 ? "1 worker serves" : $"{renewal.Workers.Count} workers serve";
            ServerLog.Reloaded(_logger, serve);
            Answer(renewal.Askers, new GatewayProtocol.Reloaded(true, $"{serve} the new generation", null));
        }

        BeginNextRenewal();
    }

    private void OnNotPrepared(WorkerProtocol.NotPrepared failed)
    {
        if (_renewal is not { } renewal || renewal.Id != failed.Renewal)
        {
            return;
        }

        GiveUp(renewal, $"worker-{failed.Worker} could not boot the new generation: {failed.Reason}; nothing has changed", failed.Traceback);
        BeginNextRenewal();
    }

    // A reload replaces all processes, also the one that has served its time; if it fails, that one's turn is still the next.
    private void PostponeRenewal(Renewal renewal)
    {
        _worn.Insert(0, renewal.Canary);
        RollBack(renewal);
    }

    // Nobody waits for an answer that does not come, however the gateway ends.
    private void EndRenewals(string reason)
    {
        if (_renewal is { } renewal)
        {
            GiveUp(renewal, reason, null);
        }

        _worn.Clear();
        if (_waitingAskers.Count > 0)
        {
            NotReloaded(_waitingAskers, reason, null);
            _waitingAskers = [];
        }
    }

    private void GiveUp(Renewal renewal, string reason, string? traceback)
    {
        RollBack(renewal);
        if (renewal.IsReload)
        {
            NotReloaded(renewal.Askers, reason, traceback);
        }
    }

    private void NotReloaded(IEnumerable<IActorRef> askers, string reason, string? traceback)
    {
        ServerLog.NotReloaded(_logger, reason, traceback is null ? "" : "\n" + PrintableText.Indent(traceback));
        Answer(askers, new GatewayProtocol.Reloaded(false, reason, traceback));
    }

    private void RollBack(Renewal renewal)
    {
        _renewal = null;
        Timers.Cancel(nameof(CommitDue));
        foreach (int worker in renewal.Workers)
        {
            _workers[worker].Tell(new WorkerProtocol.Rollback(renewal.Id, renewal.Batch));
        }
    }

    private void Prepare(Renewal renewal, int worker) => _workers[worker].Tell(new WorkerProtocol.Prepare(renewal.Id, renewal.Batch));

    private static void Answer(IEnumerable<IActorRef> askers, GatewayProtocol.Reloaded reloaded)
    {
        foreach (IActorRef asker in askers)
        {
            Context.System.EventStream.Publish(new ServerEvents.ReloadEnded(reloaded.IsDone, reloaded.Message));
            asker.Tell(reloaded);
        }
    }
}
