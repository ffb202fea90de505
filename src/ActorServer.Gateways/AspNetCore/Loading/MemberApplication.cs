using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>A request delegate as an application, without a host around it.</summary>
/// <param name="handler">What answers every request.</param>
/// <param name="services">What <c>HttpContext.RequestServices</c> makes a scope of.</param>
internal sealed class MemberApplication(RequestDelegate handler, IServiceProvider services) : IHttpApplication<HttpContext>
{
    private readonly IServiceScopeFactory _scopes = services.GetRequiredService<IServiceScopeFactory>();

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        // Who calls may keep the context of its last request for the next one.
        var container = contextFeatures as IHostContextContainer<HttpContext>;
        if (container?.HostContext is DefaultHttpContext used)
        {
            used.Initialize(contextFeatures);
            return used;
        }

        var made = new DefaultHttpContext(contextFeatures) { ServiceScopeFactory = _scopes };
        if (container is not null)
            container.HostContext = made;
        return made;
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(HttpContext context) => handler(context);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception) => ((DefaultHttpContext)context).Uninitialize();
}
