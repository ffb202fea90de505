using ActorServer.Gateways.AspNetCore.Exchanges;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.AspNetCore;

/// <summary>An <see cref="IHttpApplication{TContext}"/> whose type of context only it knows: what slots call. Safe on every thread.</summary>
public abstract class HostedApplication
{
    private int _hasNotedDropped;

    /// <summary>Takes an application as ASP.NET Core's host gives it to its server.</summary>
    /// <param name="application">The application.</param>
    /// <param name="flow">What each request's code begins with; null for nothing.</param>
    /// <param name="settings">The settings as the application wants them; null for the server's own.</param>
    public static HostedApplication Of<TContext>(IHttpApplication<TContext> application, ExecutionContext? flow = null, AspNetCoreSettings? settings = null)
        where TContext : notnull => new Typed<TContext>(application) { Flow = flow, Settings = settings };

    /// <summary>The settings as the application wants them; null for the server's own.</summary>
    internal AspNetCoreSettings? Settings { get; private init; }

    /// <summary>What each request's code begins with; null for nothing.</summary>
    internal ExecutionContext? Flow { get; private init; }

    /// <summary>What a request is served with: what served the one before on the same connection, if that is over, else a new one.</summary>
    /// <param name="connection">The request's connection.</param>
    internal abstract ApplicationExchange ExchangeFor(TransportFacts connection);

    /// <summary>Says once for the application that it gives a field which is the server's to decide.</summary>
    internal void NoteDropped(ILogger logger, string field)
    {
        if (Interlocked.Exchange(ref _hasNotedDropped, 1) == 0)
            AspNetCoreLog.HopByHopDropped(logger, field);
    }

    private sealed class Typed<TContext>(IHttpApplication<TContext> application) : HostedApplication where TContext : notnull
    {
        internal override ApplicationExchange ExchangeFor(TransportFacts connection) =>
            connection.Kept is HostedExchange<TContext> { Number: 0 } kept && kept.Calls(application)
                ? kept
                : connection.Kept = new HostedExchange<TContext>(application);
    }
}
