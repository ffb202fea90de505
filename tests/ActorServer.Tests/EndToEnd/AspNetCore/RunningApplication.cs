namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A fixture application on one of the servers, for all tests of a class.</summary>
public abstract class RunningApplication : IDisposable
{
    internal static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);

    private HttpClient? _client;

    /// <summary>Where it listens.</summary>
    public abstract Uri Url { get; }

    /// <summary>What is not as on the other server.</summary>
    public abstract Differences Differences { get; }

    /// <summary>A client that shows redirects and cookies as they are.</summary>
    public HttpClient Client => _client ??= new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = Url,
        Timeout = Ceiling,
    };

    internal Task<Wire> ConnectAsync() => Wire.ConnectAsync(Url);

    public void Dispose()
    {
        _client?.Dispose();
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
