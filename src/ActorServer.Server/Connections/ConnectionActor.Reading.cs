using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Spool;

namespace ActorServer.Server.Connections;

/// <summary>From bytes to a submitted request.</summary>
public sealed partial class ConnectionActor
{
    // What is kept of a refused head for the access log.
    private const int LoggedRequestLine = 1024;

    // So much may wait in the pipe until it is looked at. Looking frees the transport to read on; beyond this nobody looks, and it stops
    // when its own buffer is full.
    private const int MostHeld = 64 * 1024;

    private readonly RequestParser _parser;
    private readonly BodyReader _body;
    private readonly Action _onReadable;
    private ConfiguredValueTaskAwaitable<ReadResult>.ConfiguredValueTaskAwaiter _read;
    private bool _isReading;
    private bool _isTaking;
    private bool _hasInputEnded;
    private bool _hasHeld;
    private DateTimeOffset _requestStartedAt;
    private long _requestStartedStamp;

    // Step 3: bytes arrive. Reads until the transport has none; the next ones come as a message.
    private void ReadOn()
    {
        // An answer that is complete at once asks for the next request from within the reading of this one: the loop below goes on by
        // itself, and a pipeline of such requests must not become a stack of calls.
        while (!_isReading && !_isTaking && !_isClosed)
        {
            ValueTask<ReadResult> pending = _input.ReadAsync();
            if (!pending.IsCompleted)
            {
                _isReading = true;
                _read = pending.ConfigureAwait(false).GetAwaiter();
                _read.UnsafeOnCompleted(_onReadable);
                return;
            }

            _read = pending.ConfigureAwait(false).GetAwaiter();
            if (!TakeRead())
            {
                return;
            }
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
        if (_hasInputEnded && _shared.StreamsBodies && _answer is AnswerState.Running or AnswerState.Streaming)
        {
            _shared.Router.Tell(new GatewayProtocol.InputEnded(_exchange!.Number)); // Running and Streaming have one.
        }
    }

    private bool ReadHead(ref ReadOnlySequence<byte> rest)
    {
        bool hadBegun = _parser.HasBegun;
        ParseStatus status = _parser.Parse(rest, out SequencePosition consumed);
        if (!hadBegun)
        {
            _requestStartedAt = DateTimeOffset.UtcNow;
            _requestStartedStamp = Stopwatch.GetTimestamp();
        }

        switch (status)
        {
            case ParseStatus.NeedMore:
                if (!hadBegun && _parser.HasBegun)
                {
                    MarkDeadline();
                }

                return false;
            case ParseStatus.Complete:
                rest = rest.Slice(consumed);
                BeginExchange(ref rest);
                return true;
            case ParseStatus.Refused:
                rest = rest.Slice(_parser.Head is null ? rest.End : consumed);
                RefuseHead();
                return true;
            default:
                throw new InvalidOperationException($"Unknown parse status {status}.");
        }
    }

    private void RefuseHead()
    {
        if (_parser.Head is { } head)
        {
            // The head is whole, only its method is not served: the request has a name and the connection may stay.
            (Refusal refusal, string detail) = (_parser.Refusal, _parser.Detail);
            _parser.Reset();
            _body.Begin(head);
            _exchange = NewExchange(head);
            Refuse(refusal, detail);
        }
        else
        {
            RefuseWithoutExchange(_parser.Refusal, _parser.Detail, _parser.RequestLine);
        }
    }

    private void BeginExchange(ref ReadOnlySequence<byte> rest)
    {
        RequestHead head = _parser.Head!; // Complete has set it.
        _parser.Reset();
        if (_shared.StreamsBodies)
        {
            BeginStreamed(head, ref rest);
            return;
        }

        Refusal? tooLarge = _body.Begin(head);
        bool hasBody = tooLarge is null && !_body.IsComplete;
        _exchange = NewExchange(head, hasBody ? new RequestBodyBuffer(_shared.Spool, _shared.Connection.BodyInMemory, head.ContentLength) : null);
        if (tooLarge is { } refusal)
        {
            Refuse(refusal, _body.Detail);
            return;
        }

        if (!hasBody)
        {
            Submit(RequestBody.Empty.Instance);
            return;
        }

        _reading = ReadState.Body;
        MarkDeadline();
        if (head.ExpectsContinue)
        {
            // RFC 9110 §10.1.1: the client waits for this before it sends the body.
            ResponseWriter.WriteContinue(_output);
            Flush();
        }
    }

    private Exchange NewExchange(RequestHead head, RequestBodyBuffer? body = null, StreamedBody? streamed = null)
    {
        long number = _firstExchange + ++_requests;
        return new Exchange(number, _shared.RequestIds.For(head, number), head, body, streamed);
    }

    private bool ReadBody(ref ReadOnlySequence<byte> rest)
    {
        Exchange exchange = _exchange!; // ReadState.Body is entered with an exchange that has a body.
        BodyStatus status;
        RequestBody? body;
        try
        {
            status = _body.Read(rest, exchange.Body!, out SequencePosition consumed);
            rest = rest.Slice(consumed);
            body = status == BodyStatus.Complete ? exchange.Body!.ToBody() : null;
        }
        catch (SpoolQuotaExceededException exception)
        {
            Refuse(Refusal.SpoolQuotaExceeded, exception.Message);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ServerLog.SpoolFailed(_shared.Logger, exchange.Id, exception.Message);
            Refuse(Refusal.SpoolFailed, "");
            return true;
        }

        switch (status)
        {
            case BodyStatus.NeedMore:
                _lastProgress = Now;
                return false;
            case BodyStatus.Complete:
                Submit(body!); // Complete has made it.
                return true;
            case BodyStatus.Refused:
                Refuse(_body.Refusal, _body.Detail);
                return true;
            default:
                throw new InvalidOperationException($"Unknown body status {status}.");
        }
    }

    // Step 4: the parsed request with its body goes to the router.
    private void Submit(RequestBody body)
    {
        Exchange exchange = _exchange!; // Callers have set it.
        _reading = ReadState.Held;
        _answer = AnswerState.Submitted;
        exchange.SubmittedAt = Stopwatch.GetTimestamp();
        _shared.Router.Tell(new GatewayProtocol.Submit(new GatewayRequest(exchange.Number, exchange.Id, exchange.Head, body, _facts), Self));
    }
}
