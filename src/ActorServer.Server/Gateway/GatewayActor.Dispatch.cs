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
        if (_isStopping)
        {
            Refuse(submit.Request, submit.Connection, Refusal.Draining);
        }
        else if (IsRefusingAll)
        {
            Refuse(submit.Request, submit.Connection, Refusal.NoWorker);
        }
        else if (_queue.Count == 0 && _places.TryTake(out WorkerPlaces.Place? place))
        {
            Dispatch(submit.Request, submit.Connection, place.Value, _places.Now);
        }
        else if (_queue.TryEnqueue(new GatewayQueue.Waiting(submit.Request, submit.Connection, _clock.GetTimestamp(), _places.Now)))
        {
            ArmExpiry();
        }
        else
        {
            Refuse(submit.Request, submit.Connection, Refusal.QueueFull);
        }
    }

    private void Take(WorkerProtocol.Finished finished)
    {
        _given.Remove(finished.Worker, finished.Exchange);
        _places.Free(finished.Worker, finished.Generation);
        DispatchWaiting();
    }

    private void TakeBack(WorkerProtocol.Returned returned)
    {
        bool isWaitedFor = _given.Remove(returned.Worker, returned.Request.Exchange);
        _places.TakeBack(returned.Worker, returned.Generation);
        if (!isWaitedFor)
        {
            // The news that nobody waits for it crossed it.
            DispatchWaiting();
            return;
        }

        if (_isStopping)
        {
            // All processes are leaving: whichever got it would return it again.
            Refuse(returned.Request, returned.Connection, Refusal.Draining);
            return;
        }

        _queue.Return(new GatewayQueue.Waiting(returned.Request, returned.Connection, _clock.GetTimestamp(), WorkerPlaces.TakenBack));
        DispatchWaiting();
        RefuseIfFailing();
        ArmExpiry();
    }

    // A request that is over just when it is given away: the worker hears of it from whom it has the request, and so in order.
    private void Withdraw(GatewayProtocol.Withdraw withdraw)
    {
        if (_queue.Withdraw(withdraw.Exchange))
        {
            return;
        }

        if (_given.WorkerOf(withdraw.Exchange) is not (var number and not 0))
        {
            withdraw.Worker?.Tell(new ExchangeProtocol.Abandon(withdraw.Exchange, withdraw.Reason));
            return;
        }

        // Time ran out with another worker: this one has only just got the request, and must not be held for stuck.
        AbandonReason reason = withdraw.Reason == AbandonReason.TimedOut && !_workers[number].Equals(withdraw.Worker) ? AbandonReason.ClientGone : withdraw.Reason;
        _given.Withdraw(number, withdraw.Exchange);
        _workers[number].Tell(new ExchangeProtocol.Abandon(withdraw.Exchange, reason));
    }

    private IActorRef? WorkerOf(long exchange) => _given.WorkerOf(exchange) is var worker and not 0 ? _workers[worker] : null;

    private void DispatchWaiting()
    {
        RefuseExpired();
        while (_queue.Count > 0 && _places.TryTake(out WorkerPlaces.Place? place) && _queue.TryDequeue(out GatewayQueue.Waiting? waiting))
        {
            Dispatch(waiting.Request, waiting.Connection, place.Value, waiting.Came);
        }

        if (!_isStopping && _places.IsUneven && _queue.Count == 0)
        {
            TakeBackFrom(_places.Crowded());
        }
    }

    private void Dispatch(GatewayRequest request, IActorRef connection, WorkerPlaces.Place place, long came)
    {
        IActorRef worker = _workers[place.Worker];
        _given.Add(place.Worker, request.Exchange);

        // The connection hears of it first, so that no part of the answer can overtake the news of who answers.
        connection.Tell(new GatewayProtocol.Dispatched(request.Exchange, worker, place.Worker));
        worker.Tell(new WorkerProtocol.Run(request, connection, place.Generation));
        if (_places.Ahead > 0)
        {
            ArmLook();
            TakeBackFrom(_places.Overtaken(came));
        }

        if (place.IsAhead)
        {
            _places.NoteAhead(place.Worker, came);
        }
    }

    // What was given ahead to a worker that has become slow comes back, and goes to whoever has room, before those that wait.
    private void OnLookAhead()
    {
        _isLookArmed = false;
        if (_isStopping)
        {
            // What a process has in its channel it still runs before it leaves; no other one would.
            return;
        }

        TakeBackFrom(_places.Stalled());
        if (_places.Ahead > 0)
        {
            ArmLook();
        }
    }

    private void TakeBackFrom(IEnumerable<WorkerPlaces.Place> places)
    {
        foreach (WorkerPlaces.Place place in places)
        {
            _workers[place.Worker].Tell(new WorkerProtocol.TakeBack(place.Generation));
        }
    }

    private void ArmLook()
    {
        if (!_isLookArmed)
        {
            _isLookArmed = true;
            Timers.StartSingleTimer(LookAhead.Instance, LookAhead.Instance, WorkerPlaces.Stall);
        }
    }

    private void RefuseExpired()
    {
        while (_queue.TryExpire(out GatewayQueue.Waiting? expired))
        {
            Refuse(expired.Request, expired.Connection, Refusal.WaitedTooLong);
        }
    }

    // Whoever waits is told when the queue ends, also when it ends by a fault: nobody else could.
    private void RefuseWaiting(Refusal reason)
    {
        while (_queue.TryDequeue(out GatewayQueue.Waiting? waiting))
        {
            Refuse(waiting.Request, waiting.Connection, reason);
        }
    }

    private void Refuse(GatewayRequest request, IActorRef connection, Refusal reason)
    {
        // Nobody can serve it and nobody could for its whole wait: that is another fact than a busy pool.
        Refusal told = reason == Refusal.WaitedTooLong && _places.ReadyWorkers == 0 ? Refusal.NoWorker : reason;
        NoteShed(told);
        if (_notice.Count(told) && !Timers.IsTimerActive(SayRefusals.Instance))
        {
            Timers.StartSingleTimer(SayRefusals.Instance, SayRefusals.Instance, RefusalNotice.Interval);
        }

        connection.Tell(new GatewayProtocol.Refused(request.Exchange, told));
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
