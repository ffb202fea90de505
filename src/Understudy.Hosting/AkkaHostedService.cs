using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>
/// Starts the actor system with its host, and stops it by <see cref="Actor.CoordinatedShutdown"/>. A system that ends by itself takes
/// its host along. Mirrors Akka.Hosting.AkkaHostedService.
/// </summary>
public class AkkaHostedService : IHostedService
{
    private static readonly Action<ILogger, Exception?> StartFailed = LoggerMessage.Define(
        LogLevel.Critical, new EventId(1, nameof(StartFailed)), "The actor system could not be started; the application ends.");

    /// <summary>The system, once it has started.</summary>
    protected ActorSystem? ActorSystem;

    /// <summary>What stops the system, once it has started.</summary>
    protected CoordinatedShutdown? CoordinatedShutdown;

    /// <summary>The services of the host.</summary>
    protected readonly IServiceProvider ServiceProvider;

    /// <summary>What the system is made of.</summary>
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;

    /// <summary>The host's life, which ends with the system's.</summary>
    protected readonly IHostApplicationLifetime? HostApplicationLifetime;

    /// <summary>Is told when the system cannot be started.</summary>
    protected readonly ILogger<AkkaHostedService> Logger;

    /// <summary>Is made by the host.</summary>
    public AkkaHostedService(
        AkkaConfigurationBuilder configurationBuilder,
        IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime? applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <inheritdoc/>
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem).ConfigureAwait(false);
            _ = StopHostAfter(ActorSystem.WhenTerminated);
        }
        catch (Exception cause)
        {
            StartFailed(Logger, cause);
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    // Without a system there is nothing to stop: it could not even be made.
    public virtual Task StopAsync(CancellationToken cancellationToken) =>
        CoordinatedShutdown?.Run(CoordinatedShutdown.ClrExitReason.Instance) ?? Task.CompletedTask;

    private async Task StopHostAfter(Task terminated)
    {
        await terminated.ConfigureAwait(false);
        HostApplicationLifetime?.StopApplication();
    }
}
