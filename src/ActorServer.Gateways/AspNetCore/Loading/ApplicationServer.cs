using System.Runtime.Loader;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>What an application's host takes for its web server: it hands the application to the slots, and ends when the tree of actors has drained.</summary>
internal sealed class ApplicationServer : IServer
{
    private readonly AssemblyLoadContext _context;
    private readonly string _address;
    private readonly AspNetCoreSettings _settings;
    private readonly Action<HostedApplication> _started;
    private readonly Task _drained;
    private readonly ServerAddressesFeature _addresses = new();

    /// <summary>Makes the server of one host.</summary>
    /// <param name="context">Where the application looks for its types.</param>
    /// <param name="settings">How the application wants to be called.</param>
    /// <param name="url">Where the real server listens.</param>
    /// <param name="started">Called with the application when its host starts it.</param>
    /// <param name="drained">Completes when no request is under way any more and none will come.</param>
    public ApplicationServer(AssemblyLoadContext context, AspNetCoreSettings settings, string url, Action<HostedApplication> started, Task drained)
    {
        _context = context;
        _settings = settings;
        _started = started;
        _drained = drained;

        // ASP.NET Core writes an address as a URL also where it is a path.
        _address = url.StartsWith("unix:", StringComparison.Ordinal) ? "http://" + url : url;

        // Where an address is said already the host does not add those of its own configuration: they are not the server's.
        _addresses.Addresses.Add(_address);
        Features.Set<IServerAddressesFeature>(_addresses);
    }

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        // app.Run(url) and app.Urls may have put others here; the application's log is to say where the server really is.
        _addresses.Addresses.Clear();
        _addresses.Addresses.Add(_address);
        _started(HostedApplication.Of(application, ContextualFlow.Of(_context), _settings));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host whose patience is over goes on; the server resets what is left when its own is.
        await _drained.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The tree of actors is not the application's.
    }
}
