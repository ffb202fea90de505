using System.Net;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The gateway's side of PEP 3333 over real sockets, with wsgiref's validator between server and application.</summary>
[Collection(Processes.Name)]
public sealed partial class Pep3333Tests
{
    private static readonly string Location = Path.Combine(ServerProcess.Root, "tests", "apps", "pep3333");

    [Fact]
    public async Task The_validator_finds_nothing_in_any_sentence()
    {
        string[] sentences = [.. SentencePattern().Matches(File.ReadAllText(Path.Combine(Location, "sentences.py")))
            .Select(match => "/" + match.Groups[1].Value.Replace('_', '-'))];
        Assert.True(sentences.Length >= 10, "The fixture's form has changed.");
        using ServerProcess server = ServerProcess.Start("pep3333", "concurrency: 2");
        using HttpClient client = server.Client();

        foreach (string sentence in sentences)
        {
            using HttpResponseMessage response = await client.PostAsync(sentence, new StringContent("some\nlines\nof text"));
            Assert.True(response.StatusCode != HttpStatusCode.InternalServerError, $"{sentence}: {response.StatusCode}\n{string.Join('\n', server.Log)}");
        }
    }

    [Fact]
    public async Task No_violation_gets_through()
    {
        string[] violations = [.. ViolationPattern().Matches(File.ReadAllText(Path.Combine(Location, "violations.py")))
            .Select(match => "/" + (match.Groups[1].Value + match.Groups[2].Value).Replace('_', '-'))];
        Assert.True(violations.Length >= 10, "The fixture's form has changed.");
        using ServerProcess server = ServerProcess.StartIn(Location, "violations", "concurrency: 2");
        using HttpClient client = server.Client();

        foreach (string violation in violations)
        {
            try
            {
                using HttpResponseMessage response = await client.GetAsync(violation);
                Assert.True(response.StatusCode == HttpStatusCode.InternalServerError, $"{violation}: {response}");
                Assert.DoesNotContain("forged", response.ToString(), StringComparison.OrdinalIgnoreCase);
            }
            catch (HttpRequestException)
            {
                // The head was out already: the answer is reset.
                continue;
            }
        }
    }

    [GeneratedRegex(@"^@sentence\ndef (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"^ +\(""([a-z-]+)"", |^@violation\ndef (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex ViolationPattern();
}
