using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Web;

/// <summary>One call of a request delegate, without a server.</summary>
internal sealed class Call
{
    private readonly DefaultHttpContext _context = new();

    public Call(string path, string method = "GET", string body = "", string query = "")
    {
        _context.Request.Path = path;
        _context.Request.Method = method;
        _context.Request.QueryString = new QueryString(query);
        _context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        _context.Response.Body = new MemoryStream();
    }

    public HttpContext Context => _context;

    public int Status => _context.Response.StatusCode;

    public IHeaderDictionary Headers => _context.Response.Headers;

    public string Body => Encoding.UTF8.GetString(((MemoryStream)_context.Response.Body).ToArray());

    public static async Task<Call> OfAsync(RequestDelegate application, string path, string method = "GET", string body = "", string query = "")
    {
        var call = new Call(path, method, body, query);
        await application(call.Context);
        return call;
    }
}
