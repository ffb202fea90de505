using System.Globalization;

namespace WebApp;

/// <summary>Answers that come piece by piece.</summary>
internal static class StreamEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/gates/{name}", (string name, Gates gates) => gates.Open(name));
        app.MapGet("/gated/{name}", async (string name, Gates gates) =>
        {
            await gates.WaitAsync(name, CancellationToken.None);
            return "answered";
        });
        app.MapGet("/events", EventsAsync);
        app.MapGet("/events/{gate}", GatedEventsAsync);
        app.MapPost("/duplex", DuplexAsync);
        app.MapGet("/feed", FeedAsync);
        app.MapGet("/feed/subscribers", (Feed feed) => feed.Subscribers.ToString(CultureInfo.InvariantCulture));
        app.MapPost("/publish", async (HttpRequest request, Feed feed) => feed.Publish(await new StreamReader(request.Body).ReadToEndAsync()));
    }

    private static async Task EventsAsync(HttpContext context, int count = 3, int interval = 0)
    {
        context.Response.ContentType = "text/event-stream";
        for (var number = 1; number <= count; number++)
        {
            if (number > 1 && interval > 0)
                await Task.Delay(interval, context.RequestAborted);
            await SendAsync(context, $"{number}");
        }
    }

    /// <summary>Three events, the second and the third when the gate is opened.</summary>
    private static async Task GatedEventsAsync(HttpContext context, string gate, Gates gates)
    {
        context.Response.ContentType = "text/event-stream";
        for (var number = 1; number <= 3; number++)
        {
            if (number > 1)
                await gates.WaitAsync(gate, context.RequestAborted);
            await SendAsync(context, $"{number}");
        }
    }

    /// <summary>Every piece back as soon as it has come.</summary>
    private static async Task DuplexAsync(HttpContext context)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(piece, context.RequestAborted)) > 0)
        {
            await context.Response.Body.WriteAsync(piece.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task FeedAsync(HttpContext context, Feed feed)
    {
        context.Response.ContentType = "text/event-stream";
        var channel = feed.Subscribe();
        try
        {
            await SendAsync(context, "subscribed");
            await foreach (var text in channel.Reader.ReadAllAsync(context.RequestAborted))
                await SendAsync(context, text);
        }
        finally
        {
            feed.Leave(channel);
        }
    }

    private static async Task SendAsync(HttpContext context, string data)
    {
        await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
