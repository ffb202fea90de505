using System.Buffers;
using System.Diagnostics;
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

    private readonly RequestParser _parser;
    private readonly BodyReader _body;
    private DateTimeOffset _requestStartedAt;
    private long _requestStartedStamp;

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
        if (!_shared.Proxy.Root.TryMatch(head, out _rootLength))
        {
            RefuseOutside(head);
            return;
        }

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
        var exchange = new Exchange(number, _shared.RequestIds.For(head, number), head, body, streamed) { Facts = _forwarding?.Read(head) ?? _facts, RootLength = _rootLength };
        RecordBegin(exchange);
        return exchange;
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
        _shared.Router.Tell(new GatewayProtocol.Submit(RequestOf(exchange, body), Self));
    }
}
