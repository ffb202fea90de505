namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>An application whose host runs already and ends without the server's help.</summary>
/// <param name="application">What its host gave to its server.</param>
internal sealed class RunningSource(HostedApplication application) : ApplicationSource
{
    /// <inheritdoc/>
    public override Task<HostedApplication> StartAsync() => Task.FromResult(application);

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The host owns the application.
    }
}
