using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Gateway;

/// <summary>How a request finds a worker, or its refusal.</summary>
public sealed partial class GatewayActor
{
    // Step 5: the router takes the request: to a free place at once, or into the queue, or back with a reason.
    private void Submit(GatewayProtocol.Submit submit)
    {
        var waiting = new GatewayQueue.Waiting(submit.Request, submit.Connection, _clock.GetTimestamp());
        if (_isStopping)
        {
            Refuse(waiting, Refusal.Draining);
        }
        else if (_queue.Count == 0 && _places.TryTake(out WorkerPlaces.Place? place))
        {
            Dispatch(waiting, place.Value);
        }
        else if (_queue.TryEnqueue(waiting))
        {
            ArmExpiry();
        }
        else
        {
            Refuse(waiting, Refusal.QueueFull);
        }
    }

    private void DispatchWaiting()
    {
        RefuseExpired();
        while (_queue.Count > 0 && _places.TryTake(out WorkerPlaces.Place? place) && _queue.TryDequeue(out GatewayQueue.Waiting? waiting))
        {
            Dispatch(waiting, place.Value);
        }
    }

    private void Dispatch(GatewayQueue.Waiting waiting, WorkerPlaces.Place place)
    {
        IActorRef worker = _workers[place.Worker];

        // The connection hears of it first, so that no part of the answer can overtake the news of who answers.
        waiting.Connection.Tell(new GatewayProtocol.Dispatched(waiting.Request.Exchange, worker, place.Worker));
        worker.Tell(new WorkerProtocol.Run(waiting.Request, waiting.Connection, place.Generation));
    }

    private void RefuseExpired()
    {
        while (_queue.TryExpire(out GatewayQueue.Waiting? expired))
        {
            Refuse(expired, Refusal.WaitedTooLong);
        }
    }

    // Whoever waits is told when the queue ends, also when it ends by a fault: nobody else could.
    private void RefuseWaiting(Refusal reason)
    {
        while (_queue.TryDequeue(out GatewayQueue.Waiting? waiting))
        {
            Refuse(waiting, reason);
        }
    }

    private void Refuse(GatewayQueue.Waiting waiting, Refusal reason)
    {
        // Nobody can serve it and nobody could for its whole wait: that is another fact than a busy pool.
        Refusal told = reason == Refusal.WaitedTooLong && _places.ReadyWorkers == 0 ? Refusal.NoWorker : reason;
        if (_notice.Count(told) && !Timers.IsTimerActive(SayRefusals.Instance))
        {
            Timers.StartSingleTimer(SayRefusals.Instance, SayRefusals.Instance, RefusalNotice.Interval);
        }

        waiting.Connection.Tell(new GatewayProtocol.Refused(waiting.Request.Exchange, told));
    }

    // One armed timer looks at the oldest request only; moving on to the next oldest costs a re-check, not a timer per request.
    private void ArmExpiry()
    {
        if (_isExpiryArmed || _queue.UntilExpiry is not { } untilExpiry)
        {
            return;
        }

        _isExpiryArmed = true;
        Timers.StartSingleTimer(ExpireQueue.Instance, ExpireQueue.Instance, untilExpiry < ShortestCheck ? ShortestCheck : untilExpiry);
    }
}
