using System.Runtime.Loader;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// Runs each request where the application's types are found: a framework that looks for a type by its name calls <c>Assembly.Load</c> from the server's side,
/// and would see the server's assemblies. The scope flows with the request's asynchronous code.
/// </summary>
/// <typeparam name="TContext">The application's own kind of context.</typeparam>
/// <param name="application">The application.</param>
/// <param name="loadContext">Its load context.</param>
internal sealed class ContextualApplication<TContext>(IHttpApplication<TContext> application, AssemblyLoadContext loadContext) : IHttpApplication<TContext>
    where TContext : notnull
{
    /// <inheritdoc/>
    public TContext CreateContext(IFeatureCollection contextFeatures) => application.CreateContext(contextFeatures);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(TContext context)
    {
        using (loadContext.EnterContextualReflection())
            return application.ProcessRequestAsync(context);
    }

    /// <inheritdoc/>
    public void DisposeContext(TContext context, Exception? exception) => application.DisposeContext(context, exception);
}
