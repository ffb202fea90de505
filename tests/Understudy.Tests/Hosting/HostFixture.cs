using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Understudy.Tests.Hosting;

/// <summary>A host with an actor system in it that logs nowhere.</summary>
internal static class HostFixture
{
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);

    public static IHost Build(Action<AkkaConfigurationBuilder> configure, Action<IServiceCollection>? services = null) =>
        Build((builder, _) => configure(builder), services);

    public static IHost Build(Action<AkkaConfigurationBuilder, IServiceProvider> configure, Action<IServiceCollection>? services = null)
    {
        var application = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        services?.Invoke(application.Services);
        application.Services.AddLogging();
        application.Services.AddAkka("hosted", (builder, provider) =>
        {
            builder.AddHocon("akka.stdout-loglevel = OFF, akka.loglevel = OFF, akka.loggers = []", HoconAddMode.Append);
            configure(builder, provider);
        });
        return application.Build();
    }

    public static ActorSystem System(this IHost host) => host.Services.GetRequiredService<ActorSystem>();
}
