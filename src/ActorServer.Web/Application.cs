using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Web;

/// <summary>
/// Answers requests by a URL map: the request delegate that any ASP.NET Core server can run. A path that is not in the map is answered with 404; a
/// view that throws with 500, and the exception is logged.
/// </summary>
public sealed class Application
{
    private readonly UrlMap _map;

    private Application(UrlMap map) => _map = map;

    private static string? NameInForce => Environment.GetEnvironmentVariable(SettingsType.Variable);

    /// <summary>
    /// The application that the class named by <c>ACTORSERVER_SETTINGS</c> describes; <typeparamref name="TSettings"/> where the variable is not set.
    /// </summary>
    /// <typeparam name="TSettings">The settings by default; a name without an assembly is looked for in the assembly of this class.</typeparam>
    /// <exception cref="SettingsException">The settings do not describe an application.</exception>
    public static RequestDelegate Load<TSettings>() where TSettings : ISettings =>
        Load(NameInForce, typeof(TSettings).Assembly, typeof(TSettings));

    /// <summary>The application that the class named by <c>ACTORSERVER_SETTINGS</c> describes.</summary>
    /// <param name="application">Where a name without an assembly is looked for; a named assembly is loaded as this one was.</param>
    /// <exception cref="SettingsException">The variable is not set, or the settings do not describe an application.</exception>
    public static RequestDelegate Load(Assembly application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Load(NameInForce, application, null);
    }

    /// <summary>The application over a map in hand.</summary>
    /// <param name="map">What answers which path.</param>
    public static RequestDelegate Over(UrlMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new Application(map).InvokeAsync;
    }

    internal static RequestDelegate Load(string? name, Assembly application, Type? otherwise)
    {
        var type = string.IsNullOrEmpty(name) ? otherwise ?? throw SettingsType.Unset() : SettingsType.Find(name, application);
        return Over(SettingsType.Create(type).UrlMap);
    }

    private async Task InvokeAsync(HttpContext context)
    {
        var request = new Request(context);
        try
        {
            await (await RespondAsync(request)).SendAsync(context);
        }
        // A broken or oversized body is the client's fault, and the server knows its status; once nobody waits there is no answer to give.
        catch (Exception error) when (error is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            ErrorLog.Write(context, request, error);
            context.Response.Clear();
            await new Response(StatusCodes.Status500InternalServerError, "Internal Server Error").SendAsync(context);
        }
    }

    private async Task<Response> RespondAsync(Request request)
    {
        if (!_map.TryFind(request.Path, out var view))
            return new Response(StatusCodes.Status404NotFound, $"No mapping found for url {request.Path}");
        return await view(request) ?? throw new InvalidOperationException($"The view of {request.Path} returned null, not a {nameof(Response)}.");
    }
}
