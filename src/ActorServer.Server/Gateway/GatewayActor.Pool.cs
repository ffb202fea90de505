using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Gateway;

/// <summary>The life of the pool: first boot, loss of a worker, the end.</summary>
public sealed partial class GatewayActor
{
    private void OnPoolMessage(object message)
    {
        switch (message)
        {
            case WorkerProtocol.BootFailed failed:
                OnBootFailed(failed);
                break;
            case WorkerProtocol.DiedEarly died:
                OnEarlyDeath(died.Worker, died.Reason, died.Traceback);
                break;
            case WorkerProtocol.Settled settled:
                OnSettled(settled);
                break;
            case WorkerProtocol.Restarted restarted:
                NoteRestart(restarted);
                break;
            case RetryDue:
                TryOne();
                break;
            case GatewayProtocol.Reload:
                OnReload(Sender);
                break;
            case WorkerProtocol.RenewalWanted wanted:
                OnRenewalWanted(wanted.Worker);
                break;
            case WorkerProtocol.Prepared prepared:
                OnPrepared(prepared);
                break;
            case WorkerProtocol.NotPrepared failed:
                OnNotPrepared(failed);
                break;
            case CommitDue due:
                OnCommitDue(due);
                break;
            case GatewayProtocol.Stop:
                StopWorkers();
                break;
            case Terminated terminated:
                OnWorkerTerminated(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnReady(WorkerProtocol.Ready ready)
    {
        _places.Open(ready.Worker, ready.Generation, ready.Places, ready.Width);
        _breaker?.Unsettle(ready.Worker, ready.Generation);
        _given.Open(ready.Worker, ready.Places);
        if (!_wasEverReady)
        {
            _wasEverReady = true;
            Context.System.EventStream.Publish(new ServerEvents.GatewayReady());
        }

        DispatchWaiting();
    }

    private void OnBootFailed(WorkerProtocol.BootFailed failed)
    {
        OnEarlyDeath(failed.Worker, failed.Reason, failed.Traceback);

        // Once a worker was ready the application is loadable: later failures heal, or show in the log, but never end the server.
        if (_wasEverReady || !_failedFirstBoot.Add(failed.Worker) || _failedFirstBoot.Count < _settings.Concurrency)
        {
            return;
        }

        Context.System.EventStream.Publish(new ServerEvents.ApplicationLoadFailed(failed.Reason, failed.Traceback));
    }

    private void StopWorkers()
    {
        if (_isStopping)
        {
            return;
        }

        _isStopping = true;
        EndRenewals("the server is stopping; nothing has changed");
        RefuseWaiting(Refusal.Draining);
        foreach (IActorRef worker in _numbers.Keys)
        {
            worker.Tell(WorkerProtocol.Shutdown.Instance);
        }

        StopIfEmpty();
    }

    private void OnWorkerTerminated(IActorRef worker)
    {
        if (_numbers.Remove(worker, out int number))
        {
            _places.Close(number, long.MaxValue);
        }

        StopIfEmpty();
    }

    private void StopIfEmpty()
    {
        if (_isStopping && _numbers.Count == 0)
        {
            Context.Stop(Self);
        }
    }
}
