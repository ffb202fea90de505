using ActorServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>How the response leaves for the connection: head with first block, blocks, end; or the news that there will be none.</summary>
internal abstract partial class ApplicationExchange
{
    private readonly ResponseHeadBuilder _head = new();
    private readonly TrailersBuilder _trailers = new();
    private ResponseHead? _final;
    private bool _isHeadSent;
    private volatile bool _isEnded;
    private long? _announced;
    private long _bodyBytes;

    /// <summary>Guards what leaves: applications write from more threads than one although they should not.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>True once nothing that is written leaves any more.</summary>
    internal bool IsOver => _isEnded || _isAborted;

    private bool IsHead => _request.Head.Method == "HEAD";

    // RFC 9110 §15: what these say has no body.
    private bool HasBody => _status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    /// <summary>Ends the response; what is written and not flushed leaves with it. Does nothing the second time.</summary>
    public Task CompleteAsync()
    {
        if (_isEnded)
            return Task.CompletedTask;
        Task starting = StartAsync();
        if (!starting.IsCompletedSuccessfully || !_responseBody.Writing.IsCompleted)
            return StartAndCompleteAsync(starting);
        Complete();
        return Task.CompletedTask;
    }

    /// <summary>There will be no (more) answer of the application: tells the client in the way that is still open, and the log.</summary>
    public void Fail(Exception exception)
    {
        Refusal reason = ReasonOf(exception);
        EndWith(exception, reason);
        if (reason == Refusal.ClientLeft || StatusOf(exception) is not null)
            AspNetCoreLog.EndedEarly(_slot.Logger, _request.Id, LogText.Escape(_request.Head.RequestLine), _slot.Number, exception.Message);
        else
            AspNetCoreLog.RequestRaised(_slot.Logger, _request.Id, LogText.Escape(_request.Head.RequestLine), _slot.Number, exception);
    }

    /// <summary>Refuses what does not fit the head: the application hears of it where it wrote it.</summary>
    internal void CountBody(int bytes)
    {
        if (bytes == 0)
            return;
        if (!HasBody)
            throw new InvalidOperationException($"Writing to the response body is invalid for responses with status code {_status}.");
        if (!IsHead && Announced() is { } announced && _bodyBytes + bytes > announced)
            throw new InvalidOperationException($"Response Content-Length mismatch: too many bytes written ({_bodyBytes + bytes} of {announced}).");
        _bodyBytes += bytes;
    }

    internal void RequireOpen()
    {
        if (_isEnded && !_isAborted)
            throw new InvalidOperationException("Writing is not allowed after the response was completed.");
    }

    /// <summary>Sends a block, the head before it when it has not left; the response has started. Whoever calls it has the gate.</summary>
    internal void Send(ReadOnlyMemory<byte> block)
    {
        if (_isAborted || _isEnded)
            return;
        if (!_isHeadSent)
            TellConnection(new ExchangeProtocol.Started(_request.Exchange, _final!, block, IsLast: false)); // Start has set it.
        else if (!block.IsEmpty)
            TellConnection(new ExchangeProtocol.Block(_request.Exchange, block));
        _isHeadSent = true;
    }

    private void BeginSending() => (_final, _isHeadSent, _isEnded, _announced, _bodyBytes) = (null, false, false, null, 0);

    private async Task StartAndCompleteAsync(Task starting)
    {
        await starting;

        // What the application has given to be written and not awaited is part of its answer.
        await _responseBody.Writing;
        Complete();
    }

    private void Complete()
    {
        lock (Gate)
        {
            if (_isAborted)
                NoteAborted();
            if (IsOver)
                return;
            if (!IsHead && HasBody && Announced() is { } announced && _bodyBytes < announced)
                throw new InvalidResponseException(Refusal.ResponseTooShort, $"Response Content-Length mismatch: too few bytes written ({_bodyBytes} of {announced}).");

            ReadOnlyMemory<byte> rest = _responseBody.Take();
            FieldTable? trailers = BuildTrailers();
            if (!_isHeadSent && trailers is null)
            {
                // All of it is known: one message, and its length is sent.
                TellConnection(new ExchangeProtocol.Started(_request.Exchange, _final!, rest, IsLast: true)); // As in Send.
            }
            else
            {
                Send(rest);
                TellConnection(new ExchangeProtocol.Ended(_request.Exchange, trailers));
            }

            _isEnded = true;
        }

        _responseBody.Release();
    }

    private void EndWith(Exception exception, Refusal reason)
    {
        lock (Gate)
        {
            if (_isAborted)
                NoteAborted();
            if (IsOver)
                return;
            _isEnded = true;
            if (StatusOf(exception) is { } status && !_isHeadSent)
            {
                // The client's mistake, found by the application: the status says so.
                _status = status;
                TellConnection(new ExchangeProtocol.Started(_request.Exchange, ResponseHead.Create(status, ReasonPhrases.GetReasonPhrase(status)), default, IsLast: true));
            }
            else
            {
                // Who looks at the context from now on, the host's own log does, sees what the client is told.
                if (!_isHeadSent)
                    _status = RefusalTable.Of(reason).Status;
                TellConnection(new ExchangeProtocol.Failed(_request.Exchange, reason));
            }
        }

        _responseBody.Release();
    }

    // An answer that was never sent has no status of the application's.
    private void NoteAborted()
    {
        if (!_isHeadSent)
            _status = RefusalTable.Of(_isOverTime ? Refusal.ApplicationTimedOut : Refusal.ClientLeft).Status;
    }

    // Who has lost its client, or believes so, gives up like this. A client that has only closed its side may wait: a file that is not found is told to it.
    private Refusal ReasonOf(Exception exception) =>
        (_isAborted && exception is OperationCanceledException or IOException) || (_hasInputEnded && exception is OperationCanceledException)
            ? Refusal.ClientLeft
            : (exception as InvalidResponseException)?.Reason ?? Refusal.ApplicationRaised;

    // The status of a request that the application found to be bad; null for every other failure, and for a status that no answer can have.
    private static int? StatusOf(Exception exception) =>
        exception is BadHttpRequestException { StatusCode: >= 200 and <= 999 } bad ? bad.StatusCode : null;

    private long? Announced() => HasStarted ? _announced ??= ContentLength() : ContentLength();

    private long? ContentLength() => ((IHttpResponseFeature)this).Headers.ContentLength;

    private ResponseHead BuildHead()
    {
        _head.Begin(_status, ReasonPhrase);
        foreach (var (name, values) in ((IHttpResponseFeature)this).Headers)
        {
            for (int index = 0; index < values.Count; index++)
            {
                if (values[index] is { } value)
                    _head.Add(name, value);
            }
        }

        if (!_head.TryBuild(out ResponseHead? head, out string? error) || head is null)
        {
            // What was written below this head goes with it.
            _responseBody.Take();
            _bodyBytes = 0;
            throw new InvalidResponseException(Refusal.InvalidResponseHead, error ?? "");
        }

        if (head.DroppedFields.Count > 0)
            _slot.Application.NoteDropped(_slot.Logger, head.DroppedFields[0]);
        return head;
    }

    private FieldTable? BuildTrailers()
    {
        if ((_replacedTrailers ?? _responseTrailers) is not { Count: > 0 } given)
            return null;
        _trailers.Begin();
        foreach (var (name, values) in given)
        {
            foreach (string? value in values)
                _trailers.Add(name, value ?? "");
        }

        return _trailers.TryBuild(out FieldTable? trailers, out string? error) ? trailers : throw new InvalidResponseException(Refusal.InvalidResponseHead, error ?? "");
    }
}
