using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ActorServer.AspNetCore;

/// <summary>Puts ActorServer into an ASP.NET Core host.</summary>
public static class ActorServerWebHostBuilderExtensions
{
    /// <summary>Makes ActorServer the host's web server, in place of Kestrel; its settings are those of configuration section <c>ActorServer</c>.</summary>
    /// <param name="builder">The host's builder.</param>
    public static IWebHostBuilder UseActorServer(this IWebHostBuilder builder) => builder.UseActorServer(_ => { });

    /// <summary>Makes ActorServer the host's web server, in place of Kestrel.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="configure">Sets options; it wins over configuration section <c>ActorServer</c>.</param>
    public static IWebHostBuilder UseActorServer(this IWebHostBuilder builder, Action<ActorServerOptions> configure) =>
        builder.ConfigureServices((context, services) =>
        {
            services.RemoveAll<IServer>();
            services.AddSingleton<IServer, HostedServer>();
            services.AddSingleton<IConfigureOptions<ActorServerOptions>>(new SectionOptions(context.Configuration.GetSection(ActorServerOptions.Section)));
            services.Configure(configure);
        });
}
