using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Server.Spool;

namespace ActorServer.Server.Connections;

/// <summary>
/// What of an answer waits for its client, and how the worker is relieved of a client that is slow: what is too much for memory goes to the spool, the worker is credited as if it had
/// been taken, and the client is served from the spool when the worker has long been free.
/// </summary>
/// <remarks>Not where the gateway streams: a slot that waits for its client costs kilobytes, a Python process that waits is one less for everybody.</remarks>
public sealed partial class ConnectionActor
{
    private sealed record BehindDue
    {
        public static readonly BehindDue Instance = new();
    }

    // So long a client may be behind before its answer costs a file: the pauses of one that keeps up are shorter.
    private static readonly TimeSpan LongestBeside = TimeSpan.FromMilliseconds(20);

    // Null until a part of the answer has to wait.
    private PendingAnswer? _pending;

    // Bytes of the answer's body that have come by credit, and those of them for which the worker has been credited.
    private long _received;
    private long _credited;

    // When the worker last got on with the answer, or was last free to.
    private long _lastBlock;
    private bool _isBehind;
    private bool _isBehindDue;
    private bool _hasCaughtUp;

    private bool HasPending => _pending is { IsEmpty: false };

    // True while the worker must wait for its client.
    private bool HasSpentCredit => _received - _credited >= _shared.Gateway.ResponseWindow;

    // True while the worker has no reason to wait for its client, who is served from the spool.
    private bool IsRelieved => _isBehind && !_hasAnswerEnded && !HasSpentCredit;

    private void AddPending(ExchangeProtocol.Block block)
    {
        _pending ??= new PendingAnswer(_shared.Spool, _shared.Connection.ResponseInMemory);
        _pending.Add(block);
        _received += block.Lease is null ? block.Bytes.Length : 0;
    }

    // Called when a flush is under way, and something may wait behind it.
    private void RelieveWorker()
    {
        if (_pending is not { } pending || !_isFlushing || _shared.StreamsBodies)
        {
            return;
        }

        if (_isBehind)
        {
            if (IsSpillingPutOff())
            {
                return;
            }

            Spill(pending);
            Credit();
            Arm();
        }
        else if (pending.InMemory <= _shared.Connection.ResponseInMemory && !HasSpentCredit)
        {
            _hasCaughtUp = true;
        }
        else if (!_isBehindDue)
        {
            _isBehindDue = true;
            _hasCaughtUp = false;
            Timers.StartSingleTimer(BehindDue.Instance, BehindDue.Instance, LongestBeside);
        }
    }

    private void OnBehindDue()
    {
        _isBehindDue = false;
        if (_answer == AnswerState.Streaming)
        {
            _isBehind |= _isFlushing && !_hasCaughtUp;
            RelieveWorker();
        }
    }

    private void Spill(PendingAnswer pending)
    {
        bool hadFailed = pending.Failure is not null;
        pending.Spill();
        if (!hadFailed && pending.Failure is { } failure)
        {
            // Nothing is lost by it: the worker waits for its client, as it would without a spool.
            ServerLog.ResponseNotSpooled(_shared.Logger, _exchange!.Id, failure); // Streaming: there is an exchange.
        }
    }

    // What has left, or waits where the worker need not wait for it, is credited in halves of the window.
    private void Credit()
    {
        long waits = _pending is not { } pending ? 0 : _isBehind ? pending.Excess : pending.Own;
        long taken = _received - waits - _credited;
        if (taken < _shared.Gateway.ResponseWindow / 2 || _hasAnswerEnded)
        {
            return;
        }

        _credited += taken;
        _lastBlock = Now;
        _exchange!.Worker?.Tell(new ExchangeProtocol.Credit(_exchange.Number, (int)taken)); // Streaming: there is an exchange.
    }

    private void BeginPending(int bytes)
    {
        _received = bytes;
        _credited = 0;
        _lastBlock = Now;
        _isBehind = false;
        if (_isBehindDue)
        {
            // It was armed for the answer before.
            _isBehindDue = false;
            Timers.Cancel(BehindDue.Instance);
        }
    }

    private void DropPending()
    {
        _isBehind = false;
        _pending?.Dispose();
        _pending = null;
    }
}
