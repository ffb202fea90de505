using System.IO.Pipelines;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The request: line, fields, body. An application may replace each of them for itself.</summary>
internal abstract partial class ApplicationExchange
    : IHttpRequestFeature, IRequestBodyPipeFeature, IHttpRequestBodyDetectionFeature, IHttpMaxRequestBodySizeFeature, IHttpRequestTrailersFeature, IHttpBodyControlFeature
{
    private readonly RequestTarget _target = new();
    private readonly RequestHeaders _requestHeaders = new();
    private readonly RequestBodyReader _requestBody;
    private readonly RequestBodyStream _requestStream;
    private PipeReader? _replacedReader;
    private Stream? _readerOf;
    private HeaderDictionary? _requestTrailers;

    /// <summary>Whether bodies may be read and written by a thread that waits.</summary>
    public bool AllowSynchronousIO { get; set; }

    string IHttpRequestFeature.Protocol { get; set; } = "";

    string IHttpRequestFeature.Scheme { get; set; } = "";

    string IHttpRequestFeature.Method { get; set; } = "";

    string IHttpRequestFeature.PathBase { get; set; } = "";

    string IHttpRequestFeature.Path { get; set; } = "";

    string IHttpRequestFeature.QueryString { get; set; } = "";

    string IHttpRequestFeature.RawTarget { get; set; } = "";

    IHeaderDictionary IHttpRequestFeature.Headers { get; set; } = new HeaderDictionary();

    Stream IHttpRequestFeature.Body { get; set; } = Stream.Null;

    PipeReader IRequestBodyPipeFeature.Reader => ReaderOf(((IHttpRequestFeature)this).Body);

    bool IHttpRequestBodyDetectionFeature.CanHaveBody => _request.Body is not RequestBody.Empty;

    bool IHttpMaxRequestBodySizeFeature.IsReadOnly => _requestBody.HasBegun;

    long? IHttpMaxRequestBodySizeFeature.MaxRequestBodySize
    {
        get => _requestBody.Limit;
        set
        {
            if (_requestBody.HasBegun)
                throw new InvalidOperationException("MaxRequestBodySize cannot be changed once the body is being read.");
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            _requestBody.Limit = value;
        }
    }

    bool IHttpRequestTrailersFeature.Available => _requestBody.IsComplete;

    IHeaderDictionary IHttpRequestTrailersFeature.Trailers
    {
        get
        {
            if (!_requestBody.IsComplete)
                throw new InvalidOperationException("Trailers are there when the body has been read to its end.");
            return _requestTrailers ??= TrailersOf(_requestBody.Trailers);
        }
    }

    /// <summary>Asks the connection for more of the body.</summary>
    internal void Want(int bytes) => TellConnection(new ExchangeProtocol.Want(_request.Exchange, bytes));

    private void BeginRequest()
    {
        RequestHead head = _request.Head;
        IHttpRequestFeature request = this;
        _target.Read(head, _request.RootLength);
        _requestHeaders.Begin(head, _request.Transport.AskedHost);
        _requestBody.Begin(_request.Body, _slot.Settings.MaxBody);
        request.Protocol = head.MinorVersion == 0 ? HttpProtocol.Http10 : HttpProtocol.Http11;
        request.Scheme = _request.Transport.Scheme;
        request.Method = head.Method;
        request.PathBase = _request.RootPath;
        request.Path = _target.Path;
        request.QueryString = _target.Query;
        request.RawTarget = _target.Raw;
        request.Headers = _requestHeaders;
        request.Body = _requestStream;
        AllowSynchronousIO = _slot.Settings.IsSynchronousIoAllowed;
        _facts = null;
        _traceIdentifier = null;
        _requestTrailers = null;
    }

    private void EndRequest()
    {
        _requestBody.End();

        // A reader over a stream of the application's own holds buffers of it.
        _replacedReader?.Complete();
        (_replacedReader, _readerOf) = (null, null);
    }

    private PipeReader ReaderOf(Stream body)
    {
        if (body == _requestStream)
            return _requestBody;
        if (body != _readerOf)
            (_replacedReader, _readerOf) = (PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true)), body);
        return _replacedReader!; // Made with _readerOf.
    }

    private static HeaderDictionary TrailersOf(FieldTable? fields)
    {
        var trailers = new HeaderDictionary();
        for (int index = 0; index < (fields?.Count ?? 0); index++)
            trailers.Append(System.Text.Encoding.ASCII.GetString(fields!.Name(index)), System.Text.Encoding.Latin1.GetString(fields.Value(index))); // Not null: it has a count.
        return trailers;
    }
}
