using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Web;

/// <summary>What a client asks for. Used by one view at a time.</summary>
public sealed class Request
{
    private byte[]? _body;

    internal Request(HttpContext context) => Context = context;

    /// <summary>All that ASP.NET Core knows of the request.</summary>
    public HttpContext Context { get; }

    /// <summary>The method as the client wrote it: <c>GET</c>.</summary>
    public string Method => Context.Request.Method;

    /// <summary>The path, percent-decoded: <c>/</c> at least. An encoded slash stays <c>%2F</c>, as ASP.NET Core has it.</summary>
    public string Path => Context.Request.Path.Value is { Length: > 0 } path ? path : "/";

    /// <summary>The query: <c>/?a=1&amp;a=2&amp;b=</c> has <c>a</c> with the values 1 and 2, and <c>b</c> with an empty one.</summary>
    public IQueryCollection Query => Context.Request.Query;

    /// <summary>The fields; names in any case.</summary>
    public IHeaderDictionary Headers => Context.Request.Headers;

    /// <summary>Fires when nobody waits for the answer any more.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>The whole body, read at the first call and kept.</summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    /// <exception cref="BadHttpRequestException">The body is broken or larger than the server allows.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync()
    {
        if (_body is null)
        {
            using var buffer = new MemoryStream();
            await Context.Request.Body.CopyToAsync(buffer, Aborted);
            _body = buffer.ToArray();
        }

        return _body;
    }

    /// <summary>The whole body as UTF-8 text; bytes that are none become U+FFFD.</summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    /// <exception cref="BadHttpRequestException">The body is broken or larger than the server allows.</exception>
    public async Task<string> ReadTextAsync() => Encoding.UTF8.GetString((await ReadBodyAsync()).Span);
}
