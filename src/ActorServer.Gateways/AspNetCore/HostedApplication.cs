using Microsoft.AspNetCore.Hosting.Server;

namespace ActorServer.Gateways.AspNetCore;

/// <summary>An <see cref="IHttpApplication{TContext}"/> whose type of context only it knows: what workers call.</summary>
public abstract class HostedApplication
{
    /// <summary>Takes an application as ASP.NET Core's host gives it to its server.</summary>
    /// <param name="application">The application.</param>
    public static HostedApplication Of<TContext>(IHttpApplication<TContext> application) where TContext : notnull => new Typed<TContext>(application);

    private sealed class Typed<TContext>(IHttpApplication<TContext> application) : HostedApplication where TContext : notnull
    {
        public IHttpApplication<TContext> Application => application;
    }
}
