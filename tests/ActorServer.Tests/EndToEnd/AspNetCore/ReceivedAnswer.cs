namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>An answer as a client gets it, for a comparison: fields sorted, without those that may differ (<see cref="Differences.Fields"/>).</summary>
internal sealed record ReceivedAnswer(string Request, int Status, string Fields, string Body)
{
    /// <summary>Asks for <c>METHOD path</c>, with a field in each further line; the body is Latin-1, a character for a byte.</summary>
    public static async Task<ReceivedAnswer> GetAsync(HttpClient client, string request)
    {
        string[] lines = request.Split('\n');
        string[] words = lines[0].Split(' ');
        using var message = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            Assert.True(message.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 1)..].Trim()));
        }

        using HttpResponseMessage answer = await client.SendAsync(message);
        IEnumerable<string> fields = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(field => !Differences.Fields.Contains(field.Key))
            .SelectMany(field => field.Value.Select(value => $"{field.Key}: {value}"))
            .Order(StringComparer.Ordinal);
        return new ReceivedAnswer(request, (int)answer.StatusCode, string.Join('\n', fields), System.Text.Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }
}
