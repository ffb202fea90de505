using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace WebApp;

/// <summary>Bodies of any size in constant memory; a delay for each megabyte makes the application the slower side.</summary>
internal static class LoadEndpoints
{
    private const int Megabyte = 1024 * 1024;

    public static void Map(WebApplication app)
    {
        app.MapPost("/count", CountAsync);
        app.MapGet("/download", DownloadAsync);
        app.MapGet("/download/sha256", (int megabytes) =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var block = new byte[Megabyte];
            for (var number = 0; number < megabytes; number++)
                hash.AppendData(Fill(block, number));
            return Convert.ToHexString(hash.GetHashAndReset());
        });
    }

    /// <summary>Counts and hashes the body.</summary>
    private static async Task<IResult> CountAsync(HttpContext context, int delay = 0)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(64 * 1024);
        long bytes = 0;
        int read;
        while ((read = await context.Request.Body.ReadAsync(block, context.RequestAborted)) > 0)
        {
            hash.AppendData(block, 0, read);
            if (delay > 0 && bytes / Megabyte < (bytes + read) / Megabyte)
                await Task.Delay(delay, context.RequestAborted);
            bytes += read;
        }

        ArrayPool<byte>.Shared.Return(block);
        return TypedResults.Json(new { bytes, sha256 = Convert.ToHexString(hash.GetHashAndReset()) });
    }

    /// <summary>As many megabytes, each of its own bytes.</summary>
    private static async Task DownloadAsync(HttpContext context, int megabytes, int delay = 0)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = (long)megabytes * Megabyte;
        var block = ArrayPool<byte>.Shared.Rent(Megabyte);
        for (var number = 0; number < megabytes; number++)
        {
            if (number > 0 && delay > 0)
                await Task.Delay(delay, context.RequestAborted);
            Fill(block.AsSpan(0, Megabyte), number);
            await context.Response.Body.WriteAsync(block.AsMemory(0, Megabyte), context.RequestAborted);
        }

        ArrayPool<byte>.Shared.Return(block);
    }

    private static Span<byte> Fill(Span<byte> block, int number)
    {
        for (var at = 0; at < block.Length; at++)
            block[at] = (byte)((at * 31) + (at >> 8) + number);
        return block;
    }
}
