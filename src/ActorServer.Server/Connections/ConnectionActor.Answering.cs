using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Connections;

/// <summary>From a submitted request to the last byte of its answer.</summary>
public sealed partial class ConnectionActor
{
    // So many bytes leave in one flush if they are there.
    private const int LargestFlush = 128 * 1024;

    private readonly ResponseWriter _writer = new();

    // A block of this length leaves from where it lies: copying it behind others would cost more than a send of its own.
    private const int LongBlock = 32 * 1024;

    private bool _hasAnswerEnded;
    private bool _isWriteOutDue;
    private ExchangeProtocol.Block? _apart;
    private FieldTable? _trailers;

    private void OnDispatched(GatewayProtocol.Dispatched dispatched)
    {
        _exchange!.Worker = dispatched.Worker; // IsCurrent: there is an exchange.
        _exchange.WorkerNumber = dispatched.WorkerNumber;
        _exchange.EndWait();
        _answer = AnswerState.Running;
        MarkDeadline();
        TellInputEnded();
    }

    // Step 9: the answer begins.
    private void OnStarted(ExchangeProtocol.Started started)
    {
        Exchange exchange = _exchange!; // IsCurrent: there is an exchange.
        Span<byte> id = stackalloc byte[exchange.Id.Length];
        System.Text.Encoding.ASCII.GetBytes(exchange.Id, id);
        bool isApart = started.Block.Length >= LongBlock && !started.IsLast;
        _writer.Start(
            _output, exchange.Head, started.Head, isApart ? default : started.Block.Span, started.IsLast, MayStay(exchange), _shared.Date.Now, id);
        _answer = AnswerState.Streaming;
        _hasAnswerEnded = started.IsLast;
        _trailers = null;
        BeginPending(isApart ? 0 : started.Block.Length);
        if (isApart)
        {
            AddPending(new ExchangeProtocol.Block(exchange.Number, started.Block));
        }

        MarkDeadline();
        if (started.IsLast)
        {
            ReleaseBody();
            WriteOn();
        }
        else
        {
            WriteSoon();
        }
    }

    private void OnBlock(ExchangeProtocol.Block block)
    {
        AddPending(block);
        _lastBlock = Now;
        if (_isFlushing)
        {
            // What the worker does is no progress of its client.
            RelieveWorker();
            return;
        }

        _lastProgress = _lastBlock;
        WriteSoon();
    }

    private void OnEnded(ExchangeProtocol.Ended ended)
    {
        _hasAnswerEnded = true;
        _trailers = ended.Trailers;
        ReleaseBody();
        WriteOn();
    }

    // The worker is done with the request: its body need not wait for a slow client.
    private void ReleaseBody() => _exchange?.Body?.Dispose();

    // Parts that wait in the mailbox already leave with this one: a head, its block and the end cost one send, and nothing waits for a clock.
    private void WriteSoon()
    {
        if (!_isWriteOutDue)
        {
            _isWriteOutDue = true;
            Self.Tell(WriteOut.Instance);
        }
    }

    private void OnWriteOut()
    {
        _isWriteOutDue = false;
        WriteOn();
    }

    // Writes what has come as far as the client takes it.
    private void WriteOn()
    {
        while (!_isFlushing && _answer == AnswerState.Streaming && !IsWritingPutOff())
        {
            if (!TryGather(out ReadOnlyMemory<byte> apart))
            {
                AbortAnswer();
                return;
            }

            bool isWrittenUp = apart.IsEmpty && !HasPending;
            if (isWrittenUp && _hasAnswerEnded)
            {
                // The last block and the end leave together.
                EndAnswer();
                return;
            }

            if (isWrittenUp && _output.UnflushedBytes == 0)
            {
                _isBehind = false;
                Credit();
                return;
            }

            Flush(apart);
            RelieveWorker();
        }
    }

    private bool TryGather(out ReadOnlyMemory<byte> apart)
    {
        try
        {
            apart = GatherBlocks();
            return true;
        }
        catch (IOException exception)
        {
            ServerLog.ResponseLost(_shared.Logger, _exchange!.Id, exception.Message); // Streaming: there is an exchange.
            apart = default;
            return false;
        }
    }

    // Takes waiting blocks into the output; a long one, which is the last to leave with this flush, is returned instead.
    private ReadOnlyMemory<byte> GatherBlocks()
    {
        ExchangeProtocol.Block? block = null;
        while (_output.UnflushedBytes < LargestFlush && _pending?.TryTake(out block) == true)
        {
            if (block!.Bytes.Length >= LongBlock && _writer.Open(_output, block.Bytes.Length) is > 0 and int length) // Set where something is taken.
            {
                _apart = block;
                return block.Bytes[..length];
            }

            _writer.Write(_output, block.Bytes.Span);
            block.Lease?.Dispose();
        }

        return default;
    }

    // Step 10: the answer is complete.
    private void EndAnswer()
    {
        if (!_writer.End(_output, _trailers))
        {
            ServerLog.ResponseTooShort(_shared.Logger, _exchange!.Id); // Streaming: there is an exchange.
            AbortAnswer();
            return;
        }

        Finish();
    }

    // Everything is written; what is left is to let it leave.
    private void Finish()
    {
        _answer = AnswerState.Finishing;
        if (_exchange?.Streamed is { } body)
        {
            EndBody(body);
        }

        MarkDeadline();
        Flush();
        FinishIfFlushed();
    }

    private void FinishIfFlushed()
    {
        if (_answer != AnswerState.Finishing || _isFlushing || _isClosed)
        {
            return;
        }

        bool hasClientLeft = _hasInputEnded && IsReset();
        StreamedBody? streamed = _exchange?.Streamed;
        CompleteExchange(hasClientLeft ? RefusalTable.Of(Refusal.ClientLeft).Status : _writer.Status, isComplete: !hasClientLeft);
        if (hasClientLeft)
        {
            // What it had sent ahead is for nobody.
            Close();
        }
        else if (!_writer.KeepAlive || _isDraining || streamed is { Failure: not null })
        {
            Linger();
        }
        else if (streamed is not null && !_body.IsComplete)
        {
            SkipBody();
        }
        else
        {
            AwaitNextRequest();
        }
    }

    private void OnFailed(Refusal reason)
    {
        if (_answer == AnswerState.Streaming)
        {
            // The head is out: a reset is the only honest end (RFC 9112 §8), also for a client that seems to have left.
            AbortAnswer();
        }
        else if (reason == Refusal.ClientLeft)
        {
            OnClientGone();
        }
        else if (reason == Refusal.ApplicationRaised)
        {
            RefuseApplication(reason);
        }
        else
        {
            Refuse(reason, "");
        }
    }

    // An application that gives no answer of its own: if its client has spoilt the request, that is what the client is told.
    private void RefuseApplication(Refusal reason)
    {
        if (_exchange is { Streamed: { Failure: { } failure } body })
        {
            WriteRefusal(failure, body.Detail);
        }
        else
        {
            Refuse(reason, "");
        }
    }

    private void OnAborted()
    {
        // The worker knows already. If nothing was sent the log says 500: it was the application that ended it, and 499 would blame the client.
        _exchange!.Worker = null; // IsCurrent: there is an exchange.
        GiveUpExchange(AbandonReason.ClientGone, Refusal.ApplicationRaised);
        Reset();
        Close();
    }

    private void OnRefused(GatewayProtocol.Refused refused)
    {
        _exchange!.EndWait(); // IsCurrent: there is an exchange.
        Refuse(refused.Reason, "");
    }

    private void AwaitNextRequest()
    {
        _reading = ReadState.Head;
        MarkDeadline();
        ReadHeld();
    }

    // Whether the connection may bring another request after this one. A body that is unread would be taken for it.
    private bool MayStay(Exchange exchange) =>
        exchange.Head.KeepAlive && !_isDraining && _requests < _shared.Connection.MaxRequests && (_body.IsComplete || CanSkip(exchange));
}
