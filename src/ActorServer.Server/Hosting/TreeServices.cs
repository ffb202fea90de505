using Akka.Hosting;
using ActorServer.Server.Configuration;
using ActorServer.Server.Dispatch;
using ActorServer.Server.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorServer.Server.Hosting;

/// <summary>What a generic host needs to hold the actor system of a tree, and nothing that would react to signals.</summary>
internal static class TreeServices
{
    /// <summary>Adds the actor system with its settings and time-outs.</summary>
    /// <param name="services">The host's services; they have a logger factory.</param>
    /// <param name="configuration">What everybody said.</param>
    /// <param name="settings">What came of it.</param>
    public static void AddTo(IServiceCollection services, LayeredConfiguration configuration, ServerSettings settings)
    {
        services.AddSingleton<IHostLifetime, SilentLifetime>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownPhases.Longest(settings));
        services.AddAkka("actor-server", akka => akka
            .AddHocon(ShutdownPhases.Timeouts(settings).WithFallback(configuration.Merged).WithFallback(EventLoop.ConfigFor(settings)), HoconAddMode.Prepend)
            .ConfigureLoggers(logging =>
            {
                logging.ClearLoggers();
                logging.LogLevel = settings.Log.Level;
                logging.AddLoggerFactory();
            }));
    }

    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
