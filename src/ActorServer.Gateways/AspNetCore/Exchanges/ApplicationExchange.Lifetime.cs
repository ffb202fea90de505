using ActorServer.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The end of an exchange before its time: the client left, time is up, or the application breaks it off.</summary>
internal abstract partial class ApplicationExchange : IHttpRequestLifetimeFeature
{
    private CancellationTokenSource? _aborting;
    private CancellationToken? _replacedToken;
    private volatile bool _isAborted;
    private volatile bool _hasInputEnded;
    private volatile bool _isOverTime;

    /// <summary>True once nobody waits for the answer; what is written is dropped.</summary>
    internal bool IsAborted => _isAborted;

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted
    {
        get => _replacedToken ?? AbortToken();
        set => _replacedToken = value;
    }

    /// <summary>The slot's turn: nobody waits any more.</summary>
    public void Abandon(AbandonReason reason)
    {
        _isOverTime = reason == AbandonReason.TimedOut;
        if (_isOverTime)
            AspNetCoreLog.OverTime(_slot.Logger, _request.Id, LogText.Escape(_request.Head.RequestLine), _slot.Number);
        Break(reason == AbandonReason.TimedOut
            ? new ConnectionAbortedException("The request is over its time (actor-server.gateway.request-timeout).")
            : new ConnectionResetException("The client has left."));
    }

    /// <summary>
    /// The slot's turn: the client has closed its side. Nearly always it has left, and an application that watches RequestAborted wants to know; one that does not
    /// may still answer a client that waits (RFC 9112 §9.6).
    /// </summary>
    public void EndInput()
    {
        _hasInputEnded = true;
        Interlocked.MemoryBarrier();
        CancelSoon();
    }

    /// <summary>The application breaks the exchange off: its connection is reset.</summary>
    public void Abort()
    {
        lock (Gate)
        {
            if (IsOver)
                return;
            _isEnded = _isAborted = true;
            TellConnection(new ExchangeProtocol.Aborted(_request.Exchange));

            // The slot's turn does the rest: the body has one writer.
            _slot.Self.Tell(new ExchangeProtocol.Abandon(_request.Exchange, AbandonReason.ClientGone), _slot.Self);
        }
    }

    private void BeginLifetime()
    {
        _isAborted = _hasInputEnded = _isOverTime = false;
        _replacedToken = null;
        // A source that was never cancelled serves the next request too, without the registrations of this one.
        if (_aborting is not null && !_aborting.TryReset())
            _aborting = null;
    }

    private void Break(Exception reason)
    {
        _isAborted = true;
        Interlocked.MemoryBarrier();
        _requestBody.Incoming?.Break(reason);
        _responseBody.Release();
        CancelSoon();
    }

    // What is registered there is the application's code; it must not run in the slot's turn.
    private void CancelSoon()
    {
        if (_aborting is { } aborting)
            ThreadPool.UnsafeQueueUserWorkItem(Cancel, aborting, preferLocal: false);
    }

    private CancellationToken AbortToken()
    {
        var aborting = _aborting;
        if (aborting is null)
        {
            aborting = new CancellationTokenSource();
            aborting = Interlocked.CompareExchange(ref _aborting, aborting, null) ?? aborting;

            // Either this thread sees that the exchange is broken off, or the one that breaks it off sees the source.
            if (_isAborted || _hasInputEnded)
                Cancel(aborting);
        }

        return aborting.Token;
    }

    private void Cancel(CancellationTokenSource aborting)
    {
        try
        {
            aborting.Cancel();
        }
        catch (AggregateException exception)
        {
            AspNetCoreLog.AbortCallbackFailed(_slot.Logger, _request.Id, exception);
        }
    }
}
