using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Web;

/// <summary>
/// What a view answers: <c>new Response(201, "created") { Headers = { Location = "/users/7" } }</c>. A body is plain text unless the fields say
/// another Content-Type; Content-Length is added.
/// </summary>
public sealed class Response
{
    private const string Text = "text/plain; charset=utf-8";

    /// <summary>An answer with a text, sent as UTF-8.</summary>
    /// <param name="status">200 to 599.</param>
    /// <param name="body">The text; empty for an answer without body.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of a final answer.</exception>
    /// <exception cref="ArgumentException">The status has no body, and one is given.</exception>
    public Response(int status = StatusCodes.Status200OK, string body = "") : this(status, Encoding.UTF8.GetBytes(body))
    {
    }

    /// <summary>An answer with bytes.</summary>
    /// <param name="status">200 to 599.</param>
    /// <param name="body">The bytes, sent as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of a final answer.</exception>
    /// <exception cref="ArgumentException">The status has no body, and one is given.</exception>
    public Response(int status, ReadOnlyMemory<byte> body)
    {
        if (status is < 200 or > 599)
            throw new ArgumentOutOfRangeException(nameof(status), status, "A final answer has a status from 200 to 599 (RFC 9110 §15).");
        if (status is 204 or 304 && !body.IsEmpty)
            throw new ArgumentException($"An answer with status {status} has no body (RFC 9110 §6.4.1); {body.Length} bytes were given.", nameof(body));
        Status = status;
        Body = body;
    }

    /// <summary>The status code.</summary>
    public int Status { get; }

    /// <summary>The fields that the view gives; a field that comes twice is one with two values.</summary>
    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    internal async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        AddDefaults(context.Response.Headers);

        if (!HttpMethods.IsHead(context.Request.Method) && !Body.IsEmpty)
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }

    private void AddDefaults(IHeaderDictionary headers)
    {
        if (!Body.IsEmpty && headers.ContentType.Count == 0)
            headers.ContentType = Text;
        if (Status is not (204 or 304))
            headers.ContentLength ??= Body.Length;
    }
}
