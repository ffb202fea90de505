using System.Globalization;

namespace WebApp;

/// <summary>Paths that do what the same ones of the Python fixture, <c>echo</c>, do; and one that goes on although nobody waits for it.</summary>
internal static class EchoEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/pid", () => Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        app.MapGet("/raise", string () => throw new KeyNotFoundException("this application raises on purpose"));
        app.MapGet("/sleep", async (double s, CancellationToken aborted) =>
        {
            await Console.Error.WriteLineAsync($"sleeps in {Environment.ProcessId}");
            await Task.Delay(TimeSpan.FromSeconds(s), aborted);
            return "slept";
        });
        app.MapGet("/stubborn/{name}", async (string name, double s, HttpContext context, Notes notes) =>
        {
            using var registered = context.RequestAborted.Register(() => notes.Add(name, "aborted"));
            await Task.Delay(TimeSpan.FromSeconds(s), CancellationToken.None);
            notes.Add(name, "returning");
        });
    }
}
