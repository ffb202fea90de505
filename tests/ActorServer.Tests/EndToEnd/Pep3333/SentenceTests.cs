namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>Each row of the tables over a real socket against the real server; those that conform a second time under wsgiref.validate.</summary>
[Collection(Processes.Name)]
public sealed class SentenceTests(SentenceServer server) : IClassFixture<SentenceServer>
{
    private static readonly Dictionary<string, Sentence> Table = new[] { EnvironSentences.All, InputSentences.All, HeadSentences.All, BodySentences.All }
        .SelectMany(sentences => sentences)
        .ToDictionary(sentence => $"{sentence.Section}: {sentence.Rule}");

    public static TheoryData<string> All() => [.. Table.Keys];

    public static TheoryData<string> Conforming() => [.. Table.Where(row => row.Value.Conforms).Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(All))]
    public Task Holds(string sentence) => HoldsAsync(Table[sentence], "plain");

    [Theory]
    [MemberData(nameof(Conforming))]
    public async Task Holds_under_the_validator(string sentence)
    {
        await HoldsAsync(Table[sentence], "validated");
        // Its complaints are exceptions, which no row expects, but for one: of an iterable that was not closed it can only write.
        Assert.DoesNotContain(server.Process.Log, line => line.Contains("garbage collected without being closed", StringComparison.Ordinal));
    }

    private async Task HoldsAsync(Sentence sentence, string how)
    {
        _ = await server.NotesAsync();

        var answer = await server.AskAsync(sentence.Method, sentence.Request(how));

        if (sentence.IsBrokenOff)
        {
            Assert.True(answer is { IsComplete: false, Status: "" or "200 OK" }, answer.ToString());
        }
        else
        {
            Assert.True(sentence.Status == answer.Status, $"{answer.Status}\n{string.Join('\n', server.Process.Log.TakeLast(30))}");
            Assert.True(answer.IsComplete, answer.ToString());
        }

        if (sentence.Says is not null)
            Assert.Equal(Filled(sentence.Says, how), answer.Body);
        Assert.All(how == "plain" ? [.. sentence.Has, .. sentence.HasPlain] : sentence.Has, line => Assert.Contains(line, answer.Head));
        Assert.All(sentence.HasNot, text => Assert.DoesNotContain(text, string.Join('\n', answer.Head), StringComparison.OrdinalIgnoreCase));
        if (sentence.Notes is not null)
            Assert.Equal(sentence.Notes, await server.NotesAsync());
        if (sentence.Logs is not null)
            server.Process.WaitForLog(sentence.Logs);
    }

    private string Filled(string text, string how) =>
        text.Replace("{how}", how, StringComparison.Ordinal).Replace("{port}", $"{server.Process.Url.Port}", StringComparison.Ordinal);
}
