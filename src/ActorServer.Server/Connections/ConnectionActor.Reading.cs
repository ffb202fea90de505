using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Event;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Spool;

namespace ActorServer.Server.Connections;

/// <summary>From bytes to a submitted request.</summary>
public sealed partial class ConnectionActor
{
    // What is kept of a refused head for the access log.
    private const int LoggedRequestLine = 1024;

    private readonly RequestParser _parser;
    private readonly BodyReader _body;
    private readonly Action _onReadable;
    private ConfiguredValueTaskAwaitable<ReadResult>.ConfiguredValueTaskAwaiter _read;
    private bool _isReading;
    private bool _isTaking;
    private bool _hasInputEnded;
    private bool _hasPipelined;
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

        _hasInputEnded = result.IsCompleted;
        _isTaking = true;
        bool wantsMore = _reading switch
        {
            ReadState.Head => ReadHead(result.Buffer),
            ReadState.Body => ReadBody(result.Buffer),
            ReadState.Held => Hold(result.Buffer),
            ReadState.Lingering => Discard(result.Buffer),
            _ => throw new InvalidOperationException($"No reading in state {_reading}."),
        };
        _isTaking = false;
        return wantsMore;
    }

    private bool ReadHead(in ReadOnlySequence<byte> buffer)
    {
        bool hadBegun = _parser.HasBegun;
        ParseStatus status = _parser.Parse(buffer, out SequencePosition consumed);
        if (!hadBegun)
        {
            _requestStartedAt = DateTimeOffset.UtcNow;
            _requestStartedStamp = Stopwatch.GetTimestamp();
        }

        switch (status)
        {
            case ParseStatus.NeedMore:
                _input.AdvanceTo(buffer.Start, buffer.End);
                if (!hadBegun && _parser.HasBegun)
                {
                    MarkDeadline();
                }

                return !_hasInputEnded || EndInHead();
            case ParseStatus.Complete:
                _input.AdvanceTo(consumed);
                return BeginExchange(_parser.Head!); // Complete sets it.
            case ParseStatus.Refused:
                _input.AdvanceTo(_parser.Head is null ? buffer.End : consumed);
                return RefuseHead();
            default:
                throw new InvalidOperationException($"Unknown parse status {status}.");
        }
    }

    private bool EndInHead()
    {
        if (_parser.HasBegun)
        {
            RefuseWithoutExchange(Refusal.IncompleteHead, "", ReadOnlyMemory<byte>.Empty);
        }
        else
        {
            Close();
        }

        return false;
    }

    private bool RefuseHead()
    {
        if (_parser.Head is { } head)
        {
            // The head is whole, only its method is not served: the request has a name and the connection may stay.
            (Refusal refusal, string detail) = (_parser.Refusal, _parser.Detail);
            _parser.Reset();
            _body.Begin(head);
            _exchange = NewExchange(head, body: null);
            Refuse(refusal, detail);
        }
        else
        {
            RefuseWithoutExchange(_parser.Refusal, _parser.Detail, _parser.RequestLine);
        }

        return true;
    }

    private bool BeginExchange(RequestHead head)
    {
        _parser.Reset();
        Refusal? tooLarge = _body.Begin(head);
        bool hasBody = tooLarge is null && !_body.IsComplete;
        _exchange = NewExchange(head, hasBody ? new RequestBodyBuffer(_shared.Spool, _shared.Connection.BodyInMemory, head.ContentLength) : null);
        if (tooLarge is { } refusal)
        {
            Refuse(refusal, _body.Detail);
            return true;
        }

        if (!hasBody)
        {
            Submit();
            return !_hasInputEnded;
        }

        _reading = ReadState.Body;
        MarkDeadline();
        if (head.ExpectsContinue)
        {
            // RFC 9110 §10.1.1: the client waits for this before it sends the body.
            ResponseWriter.WriteContinue(_output);
            Flush();
        }

        return true;
    }

    private Exchange NewExchange(RequestHead head, RequestBodyBuffer? body)
    {
        long number = _firstExchange + ++_requests;
        return new Exchange(number, _shared.RequestIds.For(head, number), head, body);
    }

    private bool ReadBody(in ReadOnlySequence<byte> buffer)
    {
        BodyStatus status;
        SequencePosition consumed;
        try
        {
            status = _body.Read(buffer, _exchange!.Body!, out consumed); // ReadState.Body is entered with both.
        }
        catch (SpoolQuotaExceededException exception)
        {
            _input.AdvanceTo(buffer.End);
            Refuse(Refusal.SpoolQuotaExceeded, exception.Message);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _input.AdvanceTo(buffer.End);
            _log.Error("request {Id}: the spool cannot be written: {Reason} (actor-server.spool.directory)", _exchange!.Id, exception.Message);
            Refuse(Refusal.SpoolFailed, "");
            return true;
        }

        switch (status)
        {
            case BodyStatus.NeedMore:
                _input.AdvanceTo(consumed, buffer.End);
                _lastProgress = Now;
                if (_hasInputEnded)
                {
                    Refuse(Refusal.IncompleteBody, "");
                    return false;
                }

                return true;
            case BodyStatus.Complete:
                _input.AdvanceTo(consumed);
                Submit();
                return !_hasInputEnded;
            case BodyStatus.Refused:
                _input.AdvanceTo(buffer.End);
                Refuse(_body.Refusal, _body.Detail);
                return true;
            default:
                throw new InvalidOperationException($"Unknown body status {status}.");
        }
    }

    // Reading goes on under a running request, to notice a client that leaves; what comes belongs to the next request.
    private bool Hold(in ReadOnlySequence<byte> buffer)
    {
        _hasPipelined = !buffer.IsEmpty;
        _input.AdvanceTo(buffer.Start, buffer.End);
        return !_hasInputEnded;
    }

    // Step 4: the parsed request with its whole body goes to the router.
    private void Submit()
    {
        Exchange exchange = _exchange!; // Set before its body was read.
        RequestBody body = exchange.Body?.ToBody() ?? RequestBody.Empty.Instance;
        _reading = ReadState.Held;
        _hasPipelined = false;
        _answer = AnswerState.Submitted;
        _shared.Router.Tell(new GatewayProtocol.Submit(new GatewayRequest(exchange.Number, exchange.Id, exchange.Head, body, _facts), Self));
    }
}
