using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Connections;

/// <summary>
/// Every deadline of the client. A deadline follows from the state and two marks; moving it is writing a field. The one armed timer looks
/// again when it fires, so a busy connection arms one timer per interval and not one per request.
/// </summary>
public sealed partial class ConnectionActor
{
    // The clock ticks every 100 ms: looking earlier than a fifth of that again would find the same time.
    private static readonly long ShortestWait = TimeSpan.FromMilliseconds(20).Ticks;

    private const int LooksPerStall = 4;

    // A client that has sent so much ahead that nobody reads on is not heard when it leaves, and a stream that is silent meets no refusal of its bytes.
    private static readonly TimeSpan BlindLook = TimeSpan.FromSeconds(10);

    // When the present phase began, and when it last got on, in ticks of the server's clock.
    private long _phaseStart;
    private long _lastProgress;
    private long? _armedFor;

    // What the client had taken of all answers when a flush last got on; null where that is not known.
    private long? _taken;

    private bool IsBlind => _hasHeld && !_isReading && !_hasInputEnded && _answer is AnswerState.Submitted or AnswerState.Running or AnswerState.Streaming;

    private long Now => _shared.Clock.GetElapsedTime(0).Ticks;

    private void MarkDeadline()
    {
        _phaseStart = _lastProgress = Now;
        Arm();
    }

    // A flush under a running application is a "100 Continue": it moves no deadline of the application.
    private void MarkWriting()
    {
        if (_answer != AnswerState.Running)
        {
            MarkDeadline();
        }
    }

    private void Arm()
    {
        if (_isClosed || (Due() ?? (IsBlind ? long.MaxValue : null)) is not { } due)
        {
            return;
        }

        if (IsBlind)
        {
            due = Math.Min(due, Now + BlindLook.Ticks);
        }

        if (_isFlushing && _taken is not null)
        {
            // Progress is only seen by looking: what came early in an interval must not pass for its end.
            due = Math.Min(due, Now + (_shared.Connection.WriteStallTimeout.Ticks / LooksPerStall));
        }

        if (_armedFor <= due)
        {
            return;
        }

        _armedFor = due;
        Timers.StartSingleTimer(CheckDeadline.Instance, CheckDeadline.Instance, new TimeSpan(Math.Max(due - Now, ShortestWait)));
    }

    private void OnCheckDeadline()
    {
        _armedFor = null;
        if (_isClosed)
        {
            return;
        }

        if (IsBlind && IsReset())
        {
            OnClientGone();
            return;
        }

        NoteTaken();
        if (Due() <= Now)
        {
            Expire();
        }

        Arm();
    }

    private long? Due()
    {
        if (BodyDue() is not { } owed)
        {
            return AnswerDue();
        }

        // While the client owes its body the application's time stands still; what it takes of the answer is another matter.
        return _answer == AnswerState.Streaming && _isFlushing ? Math.Min(owed, AnswerDue() ?? long.MaxValue) : owed;
    }

    // Null: the client does not owe any part of a streamed body.
    private long? BodyDue()
    {
        ConnectionSettings client = _shared.Connection;
        return _exchange is { Streamed: { IsOwed: true } body }
            ? body.Due(_body.Received, client.BodyStallTimeout, client.BodyGrace, client.BodyMinRate)
            : null;
    }

    // Null: the present phase has no deadline here (a queued request's is the gateway's).
    private long? AnswerDue()
    {
        ConnectionSettings client = _shared.Connection;
        return _answer switch
        {
            AnswerState.None => _reading switch
            {
                ReadState.Opening => _phaseStart + _shared.Openings[_opening].Timeout.Ticks,
                ReadState.Head when _parser.HasBegun || _requests == 0 => _phaseStart + client.HeadTimeout.Ticks,
                ReadState.Head => _phaseStart + client.IdleTimeout.Ticks,
                ReadState.Body => Math.Min(
                    _lastProgress + client.BodyStallTimeout.Ticks,
                    AtRate(client.BodyGrace, _body.Received, client.BodyMinRate) ?? long.MaxValue),
                ReadState.Skipped or ReadState.Lingering => _phaseStart + client.LingerTimeout.Ticks,
                _ => null,
            },
            AnswerState.Submitted => null,
            AnswerState.Running => _phaseStart + _shared.Gateway.RequestTimeout.Ticks,
            AnswerState.Streaming when !_isFlushing => _lastProgress + _shared.Gateway.BlockTimeout?.Ticks,

            AnswerState.Streaming => Math.Min(WriteDue(), WorkerDue() ?? long.MaxValue),
            AnswerState.Finishing => WriteDue(),
            _ => throw new InvalidOperationException($"No deadline in state {_answer}."),
        };
    }

    private long WriteDue()
    {
        ConnectionSettings client = _shared.Connection;
        long byPause = _phaseStart + client.WriteStallTimeout.Ticks;
        long? byRate = AtRate(client.WriteGrace, _flushingBytes, client.WriteMinRate);

        // How much a local client has taken of a flush is not known: it has the time for all of it, at the slowest rate that is allowed.
        return _taken is null
            ? Math.Max(byPause, byRate ?? 0)
            : Math.Min(_lastProgress + client.WriteStallTimeout.Ticks, Math.Max(byPause, byRate ?? long.MaxValue));
    }

    // A worker that need not wait for its client is not excused by one. Null: it has to wait, or is done.
    private long? WorkerDue() => IsRelieved ? _lastBlock + _shared.Gateway.BlockTimeout?.Ticks : null;

    // So many bytes buy so much time, beyond the grace; null when no rate is asked for.
    private long? AtRate(TimeSpan grace, long bytes, int bytesPerSecond) =>
        bytesPerSecond == 0 ? null : _phaseStart + grace.Ticks + (bytes * TimeSpan.TicksPerSecond / bytesPerSecond);

    private void Expire()
    {
        if (BodyDue() <= Now)
        {
            FailBody(Refusal.BodyTooSlow, "");
            return;
        }

        switch (_answer)
        {
            case AnswerState.None when _reading == ReadState.Body:
                Refuse(Refusal.BodyTooSlow, "");
                break;
            case AnswerState.None when _reading == ReadState.Head && _parser.HasBegun:
                RefuseWithoutExchange(Refusal.HeadTooSlow, "", ReadOnlyMemory<byte>.Empty);
                break;
            case AnswerState.None when _reading == ReadState.Opening:
                NoteOpening("it took too long to begin");
                Close();
                break;
            case AnswerState.None:
                // Idle, or done skipping or lingering: nothing was asked, nothing is said.
                Close();
                break;
            case AnswerState.Running:
                TimeOutApplication();
                RefuseApplication(Refusal.ApplicationTimedOut);
                break;
            case AnswerState.Streaming when !_isFlushing || WorkerDue() <= Now:
                TimeOutApplication();
                AbortAnswer();
                break;
            case AnswerState.Streaming or AnswerState.Finishing:
                Note(Refusal.ResponseTooSlow, _exchange?.Id ?? "-", "");
                AbortAnswer();
                break;
            default:
                throw new InvalidOperationException($"No deadline in state {_answer}.");
        }
    }

    // Asked for only when a flush has lasted for seconds: nothing of it is paid on the way of a request.
    private void NoteTaken()
    {
        if (_isFlushing && TcpProgress.BytesTaken(_socket) is { } taken && taken > _taken)
        {
            _taken = taken;
            _lastProgress = Now;
        }
    }

    private void TimeOutApplication()
    {
        Exchange exchange = _exchange!; // Running and Streaming have one.
        Abandon(exchange, AbandonReason.TimedOut);
        exchange.Worker = null;
    }
}
