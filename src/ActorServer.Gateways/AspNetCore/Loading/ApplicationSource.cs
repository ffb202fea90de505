namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>Where an application comes from: its program's entry point, a member, or a host that runs already.</summary>
internal abstract class ApplicationSource : IDisposable
{
    /// <summary>The source that the settings name.</summary>
    /// <param name="settings">What to load.</param>
    /// <param name="url">Where the server listens.</param>
    public static ApplicationSource Of(AspNetCoreSettings settings, string url) => throw new NotSupportedException($"{settings.Module} at {url}");

    /// <summary>Loads and starts the application; called once.</summary>
    /// <exception cref="ApplicationBootException">It could not be loaded or started.</exception>
    public abstract Task<HostedApplication> StartAsync();

    /// <inheritdoc/>
    public abstract void Dispose();
}
