using System.Text.Json;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>
/// What an ASP.NET Core application relies on: the same list against the same program on each server. What may differ is in <see cref="AspNetCore.Differences"/>.
/// </summary>
public abstract partial class FunctionalTests(RunningApplication server)
{
    private HttpClient Client => server.Client;

    private Differences Differences => server.Differences;

    /// <summary>The fields of an answer, sorted, without those that may differ.</summary>
    private static IEnumerable<string> FieldsOf(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(field => !Differences.Fields.Contains(field.Key))
            .SelectMany(field => field.Value.Select(value => $"{field.Key}: {value}"))
            .Order(StringComparer.Ordinal);

    /// <summary>The fields of a head as it came, sorted, without those that may differ.</summary>
    private static IEnumerable<string> FieldsOf(string head) =>
        head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..]
            .Where(line => !Differences.Fields.Contains(line[..line.IndexOf(':', StringComparison.Ordinal)]))
            .Order(StringComparer.Ordinal);

    private async Task<JsonElement> JsonOfAsync(string path) => JsonDocument.Parse(await Client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    private async Task<string> TextOfAsync(string path) => await Client.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Waits until the application has noted something.</summary>
    private async Task<string[]> WaitForNoteAsync(string name, string note)
    {
        using var ceiling = new CancellationTokenSource(RunningApplication.Ceiling);
        while (true)
        {
            var notes = (await JsonOfAsync($"/notes/{name}")).EnumerateArray().Select(text => text.GetString()!).ToArray(); // The application notes no nulls.
            if (notes.Contains(note))
                return notes;
            Assert.False(ceiling.IsCancellationRequested, $"No note \"{note}\" in {string.Join(", ", notes)}");
            await Task.Delay(10);
        }
    }

    private static string NewName() => Guid.NewGuid().ToString("N");
}
