using ActorServer.Conformance.Corpus;
using ActorServer.Http;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>
/// What is refused, where bodies stream: the application may see the request before the bad byte comes, but never a body that is whole, and its
/// client gets one answer, the refusal, and nothing behind it is read.
/// </summary>
[Collection(Processes.Name)]
public sealed class CorpusOnAspNetCoreTests
{
    private const int AtOnce = 100;

    [Theory]
    [InlineData(Feeding.WithEvilBehind)]
    [InlineData(Feeding.ByBytes)]
    public void Refuses_with_one_answer_and_closes(Feeding feeding)
    {
        using ServerProcess server = ServerProcess.Start(ApplicationKind.AspNetCore);

        // How large a body may be is the application's to say while it reads: it is not refused for its length alone.
        RawRequest[] requests = [.. RawRequest.All("refuse").Where(request => request.Closes && request["refuse"] != nameof(Refusal.BodyTooLarge))
            .Select(request => request with { Text = request.Text.Replace("POST / HTTP", "POST /echo HTTP", StringComparison.Ordinal) })];
        Assert.NotEmpty(requests);
        foreach (RawRequest[] some in requests.Chunk(AtOnce))
        {
            CorpusClient[] clients = [.. some.Select(request => new CorpusClient(server, request, feeding))];
            CorpusClient.Feed(clients);
            Assert.All(clients, client => Assert.Null(new CorpusAnswers(client).Judge()));
            Assert.All(clients, client => client.Dispose());
        }

        Assert.DoesNotContain(server.Output, line => line.Contains("\"GET /evil ", StringComparison.Ordinal));
    }
}
