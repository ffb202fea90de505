using Microsoft.AspNetCore.Http.Features;

namespace WebApp;

/// <summary>What the server tells the application about a request.</summary>
internal static class FactEndpoints
{
    public static void Map(WebApplication app)
    {
        app.Map("/facts/{**rest}", (HttpContext context, string? rest) => TypedResults.Json(new
        {
            context.Request.Method,
            context.Request.Scheme,
            host = context.Request.Host.Value,
            pathBase = context.Request.PathBase.Value,
            path = context.Request.Path.Value,
            rest,
            query = context.Request.QueryString.Value,
            rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Protocol,
            context.Request.ContentLength,
            context.Request.IsHttps,
            canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody,
            trace = context.TraceIdentifier,
            headers = context.Request.Headers.ToDictionary(field => field.Key, field => field.Value.ToArray()),
        }));
        app.MapGet("/header/{name}", (HttpRequest request, string name) => TypedResults.Json(request.Headers[name].ToArray()));
        app.MapGet("/connection", (HttpContext context) => TypedResults.Json(new
        {
            remoteAddress = context.Connection.RemoteIpAddress?.ToString(),
            remotePort = context.Connection.RemotePort,
            localAddress = context.Connection.LocalIpAddress?.ToString(),
            localPort = context.Connection.LocalPort,
            context.Connection.Id,
        }));
        app.MapGet("/tls", (HttpContext context) => $"{context.Request.Scheme} {context.Connection.ClientCertificate?.Subject}");
        app.MapGet("/upgradable", (HttpContext context) => context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest ?? false);
        app.MapGet("/upgrade", async (HttpContext context) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
            {
                context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
                return;
            }

            await using var stream = await upgrade.UpgradeAsync();
            await stream.WriteAsync("upgraded"u8.ToArray());
        });
        app.MapGet("/sync/write", (HttpResponse response) => Try(() => response.Body.Write("x"u8)));
        app.MapPost("/sync/read", (HttpRequest request) => Try(() => request.Body.ReadByte()));
    }

    private static string Try(Action action)
    {
        try
        {
            action();
            return "allowed";
        }
        catch (InvalidOperationException)
        {
            return "refused";
        }
    }
}
