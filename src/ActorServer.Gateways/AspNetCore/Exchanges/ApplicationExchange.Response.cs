using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The response as the application makes it: status, fields, callbacks, body. How it leaves is in <c>ApplicationExchange.Sending.cs</c>.</summary>
internal abstract partial class ApplicationExchange : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpResponseTrailersFeature
{
    private readonly HeaderDictionary _responseHeaders = new();
    private readonly ResponseBodyWriter _responseBody;
    private readonly ResponseBodyStream _responseStream;
    private readonly List<(Func<object, Task> Callback, object State)> _onStarting = [];
    private readonly List<(Func<object, Task> Callback, object State)> _onCompleted = [];
    private HeaderDictionary? _responseTrailers;
    private IHeaderDictionary? _replacedTrailers;
    private Stream? _replacedStream;
    private int _status;
    private string? _reason;

    /// <summary>True once status and fields are final.</summary>
    public bool HasStarted { get; private set; }

    int IHttpResponseFeature.StatusCode
    {
        get => _status;
        set
        {
            RequireNotStarted("StatusCode");
            _status = value;
        }
    }

    string? IHttpResponseFeature.ReasonPhrase
    {
        get => _reason;
        set
        {
            RequireNotStarted("ReasonPhrase");
            _reason = value;
        }
    }

    IHeaderDictionary IHttpResponseFeature.Headers { get; set; } = new HeaderDictionary();

    Stream IHttpResponseFeature.Body { get => _replacedStream ?? _responseStream; set => _replacedStream = value; }

    Stream IHttpResponseBodyFeature.Stream => _responseStream;

    PipeWriter IHttpResponseBodyFeature.Writer => _responseBody;

    IHeaderDictionary IHttpResponseTrailersFeature.Trailers
    {
        get => _replacedTrailers ?? (_responseTrailers ??= new HeaderDictionary());
        set => _replacedTrailers = value;
    }

    void IHttpResponseFeature.OnStarting(Func<object, Task> callback, object state)
    {
        RequireNotStarted("OnStarting");
        _onStarting.Add((callback, state));
    }

    void IHttpResponseFeature.OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Add((callback, state));

    // Nothing is held back longer than the application holds it back itself.
    void IHttpResponseBodyFeature.DisableBuffering()
    {
    }

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        SendFileFallback.SendFileAsync(_responseStream, path, offset, count, cancellationToken);

    /// <summary>Makes status and fields final, after the callbacks for that moment. They leave with the first block that is flushed.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
            return Task.CompletedTask;
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        if (_onStarting.Count > 0)
            return FireAndStartAsync();
        Start();
        return Task.CompletedTask;
    }

    /// <summary>The slot's turn: the client has taken so many bytes.</summary>
    public void Credit(int bytes) => _responseBody.Credit(bytes);

    internal void RequireSynchronousIo()
    {
        if (!AllowSynchronousIO)
            throw new InvalidOperationException("Synchronous operations are disallowed. Call the asynchronous method, or set AllowSynchronousIO (actor-server.aspnetcore.allow-synchronous-io).");
    }

    /// <summary>Calls what waits for the end of the response, the last one first; one that fails does not keep the others from it.</summary>
    protected async Task FireCompletedAsync()
    {
        // One that is called may add another.
        while (_onCompleted.Count > 0)
        {
            var (callback, state) = _onCompleted[^1];
            _onCompleted.RemoveAt(_onCompleted.Count - 1);
            try
            {
                await callback(state);
            }
            catch (Exception exception)
            {
                AspNetCoreLog.CompletedCallbackFailed(_slot.Logger, _request.Id, exception);
            }
        }
    }

    private void BeginResponse()
    {
        IHttpResponseFeature response = this;
        _responseHeaders.IsReadOnly = false;
        _responseHeaders.Clear();
        _responseTrailers?.Clear();
        _replacedTrailers = null;
        _onStarting.Clear();
        _onCompleted.Clear();
        _responseBody.Begin(_slot.Settings.ResponseWindow);
        (HasStarted, _status, _reason) = (false, StatusCodes.Status200OK, null);
        response.Headers = _responseHeaders;
        _replacedStream = null;
        BeginSending();
    }

    private async Task FireAndStartAsync()
    {
        // One that is called may add another.
        while (_onStarting.Count > 0)
        {
            var (callback, state) = _onStarting[^1];
            _onStarting.RemoveAt(_onStarting.Count - 1);
            await callback(state);
        }

        Start();
    }

    private void Start()
    {
        lock (Gate)
        {
            if (HasStarted)
                return;

            // A head that is not valid has not started: whoever handles the exception may still answer.
            _final = BuildHead();
            HasStarted = true;
            if (((IHttpResponseFeature)this).Headers is HeaderDictionary headers)
                headers.IsReadOnly = true;
        }
    }

    private void RequireNotStarted(string what)
    {
        if (HasStarted)
            throw new InvalidOperationException($"{what} cannot be set because the response has already started.");
    }

    private string ReasonPhrase => _reason ?? ReasonPhrases.GetReasonPhrase(_status);
}
