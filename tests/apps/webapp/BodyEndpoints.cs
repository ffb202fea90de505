using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace WebApp;

/// <summary>Forms, files and bytes.</summary>
internal static class BodyEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/form", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return TypedResults.Json(form.ToDictionary(field => field.Key, field => field.Value.ToArray()));
        });
        app.MapPost("/files", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return TypedResults.Json(new { note = form["note"].ToString(), files = form.Files.Select(Describe) });
        });
        app.MapPost("/echo", EchoAsync);
        app.MapPost("/limited", async (HttpContext context, long limit) =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit;
            await EchoAsync(context);
        });
        app.MapPost("/early", () => "early");
        app.MapPost("/trailers", TrailersAsync);
    }

    /// <summary>The body back, whole, with its length.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.ContentType = context.Request.ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static object Describe(IFormFile file)
    {
        using var content = file.OpenReadStream();
        return new { name = file.Name, fileName = file.FileName, type = file.ContentType, length = file.Length, sha256 = Convert.ToHexString(SHA256.HashData(content)) };
    }

    /// <summary>The request's trailer in the body, and one of our own behind it where the server has them.</summary>
    private static async Task TrailersAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        var trailer = context.Request.SupportsTrailers() ? context.Request.GetTrailer("X-Checksum").ToString() : "unsupported";
        if (context.Response.SupportsTrailers())
        {
            context.Response.DeclareTrailer("X-Length");
            context.Response.AppendTrailer("X-Length", $"{body.Length}");
        }

        await context.Response.WriteAsync($"{body} {trailer}");
    }
}
