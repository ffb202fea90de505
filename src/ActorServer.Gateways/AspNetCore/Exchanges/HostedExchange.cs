using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>An exchange that calls its application. It keeps the application's context from one request to the next, so that the host need not make a new one.</summary>
internal sealed class HostedExchange<TContext>(IHttpApplication<TContext> application) : ApplicationExchange, IHostContextContainer<TContext> where TContext : notnull
{
    /// <summary>The host's own: what it made for the request before.</summary>
    public TContext? HostContext { get; set; }

    /// <summary>Whether it is this application that is called.</summary>
    public bool Calls(IHttpApplication<TContext> other) => application == other;

    protected override async Task CallAsync()
    {
        TContext? context = default;
        Exception? failure = null;
        try
        {
            context = application.CreateContext(this);
            await application.ProcessRequestAsync(context);
            await CompleteAsync();
        }
        catch (Exception exception)
        {
            failure = exception;
            Fail(exception);
        }

        await FireCompletedAsync();
        if (context is not null)
            application.DisposeContext(context, failure);
    }
}
