using System.Buffers;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Connections;

/// <summary>
/// Bodies that go to a worker while its application runs: when it wants them, so that an application that is slow makes its client slow; and what is left
/// of such a body when the answer is complete.
/// </summary>
public sealed partial class ConnectionActor
{
    private readonly BodyBlockWriter _block = new();

    // Step 4 where the gateway streams: the request goes to the router as soon as its head is there.
    private void BeginStreamed(RequestHead head, ref ReadOnlySequence<byte> rest)
    {
        _body.Begin(head);
        bool isHere = head.Framing == BodyFraming.Length && head.ContentLength <= Math.Min(rest.Length, _shared.Connection.BodyInMemory);
        _exchange = NewExchange(head, streamed: _body.IsComplete || isHere ? null : new StreamedBody());
        if (_body.IsComplete)
        {
            Submit(RequestBody.Empty.Instance);
        }
        else if (isHere)
        {
            _block.Begin((int)head.ContentLength);
            _body.Read(rest, _block, out SequencePosition consumed);
            rest = rest.Slice(consumed);
            Submit(new RequestBody.InMemory(_block.End()));
        }
        else
        {
            Submit(new RequestBody.Streaming(head.Framing == BodyFraming.Length ? head.ContentLength : null));
            _reading = ReadState.Streamed;
        }
    }

    private void OnWant(int bytes)
    {
        Exchange exchange = _exchange!; // IsCurrent: there is an exchange.
        if (_reading != ReadState.Streamed)
        {
            // The body is over, which the worker has been told.
            return;
        }

        StreamedBody body = exchange.Streamed!; // ReadState.Streamed is entered with one.
        body.Want(bytes, Now);
        if (exchange.Head.ExpectsContinue && !body.HasContinued && _answer == AnswerState.Running)
        {
            // RFC 9110 §10.1.1: the client waits for this before it sends the body; an application that answers without it spares both the trouble.
            body.HasContinued = true;
            ResponseWriter.WriteContinue(_output);
            Flush();
        }

        if (!_isClosed)
        {
            ReadHeld();
            Arm();
        }
    }

    private bool PassBody(ref ReadOnlySequence<byte> rest)
    {
        Exchange exchange = _exchange!; // ReadState.Streamed is entered with an exchange that has a body.
        StreamedBody body = exchange.Streamed!;
        if (!body.HasWanted)
        {
            return false;
        }

        long before = rest.Length;
        int most = (int)Math.Min(BodyBlockWriter.LargestBlock, Math.Min(before, body.Wanted));
        _block.Begin(most);
        BodyStatus status = _body.Read(rest, _block, out SequencePosition consumed, most);
        rest = rest.Slice(consumed);
        if (_block.End() is { IsEmpty: false } block)
        {
            body.Pass(block.Length, Now);
            exchange.Worker?.Tell(new ExchangeProtocol.BodyBlock(exchange.Number, block));
        }

        switch (status)
        {
            case BodyStatus.NeedMore:
                if (body.Wanted == 0)
                {
                    SettleBody(body);
                }

                return rest.Length < before;
            case BodyStatus.Complete:
                exchange.Worker?.Tell(new ExchangeProtocol.BodyEnded(exchange.Number, _body.Trailers));
                EndBody(body);
                return true;
            case BodyStatus.Refused:
                FailBody(_body.Refusal, _body.Detail);
                return true;
            default:
                throw new InvalidOperationException($"Unknown body status {status}.");
        }
    }

    // The rest never comes, and nothing behind it is ever parsed; the answer is still the application's.
    private void FailBody(Refusal reason, string detail)
    {
        Exchange exchange = _exchange!; // ReadState.Streamed is entered with an exchange that has a body.
        StreamedBody body = exchange.Streamed!;
        body.Fail(reason, detail);
        Note(reason, exchange.Id, detail);
        exchange.Worker?.Tell(new ExchangeProtocol.BodyFailed(exchange.Number, reason, detail));
        EndBody(body);
    }

    private void EndBody(StreamedBody body)
    {
        _reading = ReadState.Held;
        SettleBody(body);
    }

    // The application's time stood still while it waited for its client.
    private void SettleBody(StreamedBody body)
    {
        long waited = body.Settle(Now);
        if (waited > 0 && (_answer == AnswerState.Running || (_answer == AnswerState.Streaming && !_isFlushing)))
        {
            _phaseStart = Math.Min(Now, _phaseStart + waited);
            _lastProgress = Math.Min(Now, _lastProgress + waited);
        }

        Arm();
    }

    // Whether what is left of a body can be skipped to reach the next request. A client that waits for 100 may send its body after all, or not.
    private bool CanSkip(Exchange exchange) =>
        exchange.Streamed is { Failure: null } body
        && (body.HasContinued || !exchange.Head.ExpectsContinue)
        && (exchange.Head.Framing == BodyFraming.Chunked || exchange.Head.ContentLength - _body.Received <= _shared.Connection.LingerBytes);

    private void SkipBody()
    {
        _reading = ReadState.Skipped;
        _discarded = 0;
        MarkDeadline();
        ReadHeld();
    }

    private bool Skip(ref ReadOnlySequence<byte> rest)
    {
        long before = rest.Length;
        BodyStatus status = _body.Read(rest, sink: null, out SequencePosition consumed);
        rest = rest.Slice(consumed);
        _discarded += before - rest.Length;
        if (status == BodyStatus.Refused || _discarded > _shared.Connection.LingerBytes)
        {
            Linger();
            return true;
        }

        if (status == BodyStatus.Complete)
        {
            AwaitNextRequest();
            return true;
        }

        return false;
    }
}
