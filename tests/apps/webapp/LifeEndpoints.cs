namespace WebApp;

/// <summary>What happens around a request and behind its answer; told by notes.</summary>
internal static class LifeEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/notes/{name}", (string name, Notes notes) => TypedResults.Json(notes.Of(name)));
        app.MapGet("/visit", (Visit visit) => visit.Name);
        app.MapGet("/hooks/{name}", HooksAsync);
        app.MapGet("/late-header", (HttpResponse response) =>
        {
            response.OnStarting(() =>
            {
                response.Headers["X-Late"] = "set by OnStarting";
                return Task.CompletedTask;
            });
            return "body";
        });
        app.MapPost("/wait/{name}", WaitAsync);
        app.MapGet("/wait/{name}", WaitAsync);
    }

    private static async Task HooksAsync(HttpResponse response, string name, Notes notes)
    {
        foreach (var number in (int[])[1, 2])
        {
            response.OnStarting(() => Note($"starting {number}"));
            response.OnCompleted(() => Note($"completed {number}"));
        }

        await Note($"before, started: {response.HasStarted}");
        await response.WriteAsync("x");
        await response.Body.FlushAsync();
        await Note($"after, started: {response.HasStarted}");

        Task Note(string text)
        {
            notes.Add(name, text);
            return Task.CompletedTask;
        }
    }

    /// <summary>Waits until nobody waits for the answer any more.</summary>
    private static async Task WaitAsync(HttpContext context, string name, Notes notes)
    {
        notes.Add(name, "waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            notes.Add(name, "aborted");
        }
    }
}
