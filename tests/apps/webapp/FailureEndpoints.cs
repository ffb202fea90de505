namespace WebApp;

/// <summary>Everything an application can do wrong.</summary>
internal static class FailureEndpoints
{
    public static void Map(WebApplication app)
    {
        app.Map("/throw", IResult () => throw new InvalidTimeZoneException("on purpose"));
        app.MapGet("/throw/late", async (HttpResponse response) =>
        {
            await SendAsync(response, "the beginning");
            throw new InvalidTimeZoneException("on purpose");
        });
        app.MapGet("/abort", (HttpContext context) => context.Abort());
        app.MapGet("/abort/late", async (HttpContext context) =>
        {
            await SendAsync(context.Response, "the beginning");
            context.Abort();
        });
        app.MapGet("/length/{declared:int}/{written:int}", async (HttpResponse response, int declared, int written) =>
        {
            response.ContentLength = declared;
            await SendAsync(response, new string('x', written));
        });
        app.MapGet("/never", () => Task.Delay(Timeout.Infinite));
        app.MapGet("/block", (int ms) => Thread.Sleep(ms));
    }

    private static async Task SendAsync(HttpResponse response, string text)
    {
        await response.WriteAsync(text);
        await response.Body.FlushAsync();
    }
}
