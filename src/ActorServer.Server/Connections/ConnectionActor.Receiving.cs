using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Connections;

/// <summary>The transport's bytes as they come: to whom they belong by <see cref="ReadState"/>, what waits, and the end of the input.</summary>
public sealed partial class ConnectionActor
{
    // So much may wait in the pipe until it is looked at. Looking frees the transport to read on; beyond this nobody looks, and it stops
    // when its own buffer is full.
    private const int MostHeld = 64 * 1024;

    private readonly Action _onReadable;
    private ConfiguredValueTaskAwaitable<ReadResult>.ConfiguredValueTaskAwaiter _read;
    private bool _isReading;
    private bool _isTaking;
    private bool _hasInputEnded;
    private bool _hasHeld;

    // Step 3: bytes arrive. Reads until the transport has none; the next ones come as a message.
    private void ReadOn()
    {
        // An answer that is complete at once asks for the next request from within the reading of this one: the loop below goes on by
        // itself, and a pipeline of such requests must not become a stack of calls.
        while (!_isReading && !_isTaking && !_isClosed)
        {
            ValueTask<ReadResult> pending = BeginRead();
            if (!pending.IsCompleted)
            {
                _isReading = true;
                _read = pending.ConfigureAwait(false).GetAwaiter();
                _read.UnsafeOnCompleted(_onReadable);
                return;
            }

            _read = pending.ConfigureAwait(false).GetAwaiter();
            if (IsReadPutOff() || !TakeRead())
            {
                return;
            }
        }
    }

    // A transport whose client is gone by now throws here and not into the result: that is the same news, and no fault of this actor.
    private ValueTask<ReadResult> BeginRead()
    {
        try
        {
            return _input.ReadAsync();
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<ReadResult>(exception);
        }
    }

    // The request is over: what came meanwhile is looked at again, now for what it is.
    private void ReadHeld()
    {
        if (_hasHeld)
        {
            // Bytes that were looked at already would not complete a read: this does.
            _hasHeld = false;
            _input.CancelPendingRead();
        }

        ReadOn();
    }

    private void OnReadable()
    {
        if (IsReadPutOff())
        {
            return;
        }

        _isReading = false;
        if (!_isClosed && TakeRead())
        {
            ReadOn();
        }
    }

    // True when more is wanted.
    private bool TakeRead()
    {
        ReadResult result;
        try
        {
            result = _read.GetResult();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The transport is gone: there is nobody to tell.
            OnClientGone();
            return false;
        }

        ReadOnlySequence<byte> rest = result.Buffer;
        _hasInputEnded = result.IsCompleted;
        _isTaking = true;
        while (!_isClosed && TryUse(ref rest))
        {
        }

        _isTaking = false;
        if (_isClosed)
        {
            return false;
        }

        // Everything was looked at: the next read completes when there is more, or when it is cancelled to look at the held bytes again.
        _hasHeld = _reading is ReadState.Held or ReadState.Streamed && !rest.IsEmpty;
        bool isFull = _hasHeld && rest.Length >= MostHeld;
        _input.AdvanceTo(rest.Start, result.Buffer.End);
        if (_hasInputEnded)
        {
            EndInput();
        }

        if (isFull)
        {
            Arm();
        }

        return !_hasInputEnded && !isFull;
    }

    // True when something was used and the rest may hold more.
    private bool TryUse(ref ReadOnlySequence<byte> rest) => _reading switch
    {
        ReadState.Head => !rest.IsEmpty && ReadHead(ref rest),
        ReadState.Body => ReadBody(ref rest),
        ReadState.Streamed => PassBody(ref rest),

        // Reading goes on under a running request, to notice a client that leaves; what comes belongs to the next request.
        ReadState.Held => false,
        ReadState.Skipped => Skip(ref rest),
        ReadState.Lingering => Discard(ref rest),
        _ => throw new InvalidOperationException($"No reading in state {_reading}."),
    };

    private void EndInput()
    {
        switch (_reading)
        {
            case ReadState.Head when _parser.HasBegun:
                RefuseWithoutExchange(Refusal.IncompleteHead, "", ReadOnlyMemory<byte>.Empty);
                break;
            case ReadState.Body:
                Refuse(Refusal.IncompleteBody, "");
                break;
            case ReadState.Streamed when !_hasHeld && _exchange is { Streamed.HasWanted: true }:
                FailBody(Refusal.IncompleteBody, "");
                break;
            case ReadState.Head or ReadState.Skipped or ReadState.Lingering:
                Close();
                break;
            case ReadState.Held or ReadState.Streamed:
                // A client may close its side after its request and still wait for the answer; what is missing of a body shows when it is wanted.
                TellInputEnded();
                break;
            default:
                throw new InvalidOperationException($"No end in state {_reading}.");
        }
    }

    private void TellInputEnded()
    {
        if (_hasInputEnded && _answer is AnswerState.Running or AnswerState.Streaming)
        {
            _shared.Router.Tell(new GatewayProtocol.InputEnded(_exchange!.Number)); // Running and Streaming have one.
        }
    }
}
