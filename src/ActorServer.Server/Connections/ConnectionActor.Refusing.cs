using System.Diagnostics;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;

namespace ActorServer.Server.Connections;

/// <summary>The answers that the server gives itself, and the record of every exchange.</summary>
public sealed partial class ConnectionActor
{
    private void Refuse(Refusal reason, string detail)
    {
        Note(reason, _exchange!.Id, detail); // Callers have one.
        WriteRefusal(reason, detail);
    }

    private void WriteRefusal(Refusal reason, string detail)
    {
        Exchange exchange = _exchange!; // Callers have one.
        TimeSpan? retryAfter = RefusalTable.Of(reason).Status == 503 ? _shared.Gateway.RetryAfter : null;
        Span<byte> id = stackalloc byte[exchange.Id.Length];
        System.Text.Encoding.ASCII.GetBytes(exchange.Id, id);
        _writer.WriteRefusal(
            _output, reason, detail, MayStay(exchange), retryAfter, exchange.Head.Method == "HEAD", _shared.Date.Now, exchange.Head.MinorVersion, id);
        _reading = ReadState.Held;
        Finish();
    }

    private void RefuseWithoutExchange(Refusal reason, string detail, ReadOnlyMemory<byte> requestLine)
    {
        string id = _shared.RequestIds.New(_firstExchange + ++_requests);
        Note(reason, id, detail);
        bool isHead = requestLine.Span.StartsWith("HEAD "u8);
        Span<byte> idBytes = stackalloc byte[id.Length];
        System.Text.Encoding.ASCII.GetBytes(id, idBytes);
        _writer.WriteRefusal(_output, reason, detail, keepAlive: false, retryAfter: null, isHead, _shared.Date.Now, requestId: idBytes);
        Publish(id, head: null, requestLine[..Math.Min(requestLine.Length, LoggedRequestLine)], _writer.Status, isComplete: true);
        _reading = ReadState.Held;
        Finish();
    }

    private void Note(Refusal reason, string id, string detail)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        if (entry.Severity == RefusalSeverity.Debug)
        {
            ServerLog.Refused(_shared.Logger, Client, id, entry.Status, detail.Length > 0 ? detail : entry.Sentence);
        }
    }

    private string Client => (_exchange?.Facts ?? _facts).RemoteAddress is { Length: > 0 } address ? address : "unix";

    private void CompleteExchange(int status, bool isComplete)
    {
        if (_exchange is { } exchange)
        {
            Publish(exchange.Id, exchange.Head, ReadOnlyMemory<byte>.Empty, status, isComplete);
            exchange.Body?.Dispose();
        }

        _exchange = null;
        _answer = AnswerState.None;
        DropPending();
    }

    private void Publish(string id, RequestHead? head, ReadOnlyMemory<byte> requestLine, int status, bool isComplete)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_requestStartedStamp);
        Record(head, status, elapsed);
        if (!_shared.IsLogged)
        {
            return;
        }

        Context.System.EventStream.Publish(new ExchangeCompleted(
            _requestStartedAt,
            id,
            Client,
            head,
            requestLine,
            status,
            _writer.BodyBytes,
            elapsed,
            _exchange?.Waited ?? TimeSpan.Zero,
            _exchange?.WorkerNumber ?? 0,
            isComplete));
    }

    // The client is gone or is cut off: whoever works for it is told.
    private void GiveUpExchange(AbandonReason reason, Refusal cause = Refusal.ClientLeft)
    {
        if (_exchange is not { } exchange)
        {
            return;
        }

        if (_answer == AnswerState.Submitted || (_answer is AnswerState.Running or AnswerState.Streaming && exchange.Worker is not null))
        {
            Abandon(exchange, reason);
        }

        bool hasHead = _answer is AnswerState.Streaming or AnswerState.Finishing;
        CompleteExchange(hasHead ? _writer.Status : RefusalTable.Of(cause).Status, isComplete: false);
    }

    // A worker that has not been heard of may not have the request yet, or not any more: a message of ours could come before it, or behind its return. The router's cannot.
    private void Abandon(Exchange exchange, AbandonReason reason)
    {
        if (exchange.Worker is { } worker && (_answer == AnswerState.Streaming || exchange.Streamed is { HasWanted: true }))
        {
            worker.Tell(new ExchangeProtocol.Abandon(exchange.Number, reason));
        }
        else
        {
            _shared.Router.Tell(new GatewayProtocol.Withdraw(exchange.Number, reason, exchange.Worker));
        }
    }
}
