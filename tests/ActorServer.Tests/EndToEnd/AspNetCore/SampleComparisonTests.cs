namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>The C# sample by its own app.yaml, the same program on Kestrel, and the Python sample: three times the same answers.</summary>
[Collection(Processes.Name)]
public sealed class SampleComparisonTests
{
    [Fact]
    public async Task The_samples_answer_alike_whatever_runs_them()
    {
        using var python = ServerProcess.StartIn(Path.Combine(ServerProcess.Root, "src", "Samples", "pyapp"), "wsgi");

        // The file names the folder of an ordinary build; the tests may have been built elsewhere.
        using var sharp = ServerProcess.StartFile("src/Samples/sharpapp/app.yaml", "--port", "0", "--app-loc", BuiltApplication.FolderOf("sharpapp"));
        using var kestrel = new KestrelProcess("sharpapp");
        using var pythonClient = python.Client();
        using var sharpClient = sharp.Client();
        using var kestrelClient = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = kestrel.WaitForUrl() };

        foreach (string request in new[] { "GET /", "GET /health", "GET /health?a=b", "GET /health/", "GET /nope", "GET /nope?health", "GET /n%C3%A4h%20e", "GET /health//", "POST /health", "HEAD /health", "HEAD /nope" })
        {
            var expected = await AnswerAsync(pythonClient, request);
            Assert.Equal(expected, await AnswerAsync(sharpClient, request));
            Assert.Equal(expected, await AnswerAsync(kestrelClient, request));
        }
    }

    private static async Task<ReceivedAnswer> AnswerAsync(HttpClient client, string request)
    {
        var answer = await ReceivedAnswer.GetAsync(client, request);
        return answer with { Fields = Assert.Single(answer.Fields.Split('\n'), field => field.StartsWith("Content-Type:", StringComparison.Ordinal)) };
    }
}
