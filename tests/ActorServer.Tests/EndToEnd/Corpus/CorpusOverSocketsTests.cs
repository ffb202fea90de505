using ActorServer.Conformance.Corpus;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>The corpus of raw requests against the running server: what it answers, whether it closes, and what the application saw.</summary>
[Collection(Processes.Name)]
public sealed class CorpusOverSocketsTests(CorpusServer server) : IClassFixture<CorpusServer>
{
    // So many connections get their pieces in turn.
    private const int AtOnce = 100;

    [Theory]
    [InlineData(Feeding.Whole)]
    [InlineData(Feeding.WithEvilBehind)]
    [InlineData(Feeding.ByLines)]
    [InlineData(Feeding.ByBytes)]
    public void Refuses_with_one_answer_and_closes_and_no_application_sees_it(Feeding feeding)
    {
        IReadOnlyList<RawRequest> requests = RawRequest.All("refuse");
        (int seenBefore, int evilBefore) = server.Seen();
        Assert.Equal([], Run(requests, feeding));
        int served = feeding == Feeding.Whole ? 0 : requests.Count(request => !request.Closes);
        Assert.Equal((seenBefore, evilBefore + served), server.Seen());
    }

    [Theory]
    [InlineData(Feeding.Whole)]
    [InlineData(Feeding.WithEvilBehind)]
    [InlineData(Feeding.ByLines)]
    [InlineData(Feeding.ByBytes)]
    public void Serves_what_is_legal_and_the_application_sees_it_as_it_was_meant(Feeding feeding)
    {
        IReadOnlyList<RawRequest> requests = RawRequest.All("accept");
        (int seenBefore, int evilBefore) = server.Seen();
        Assert.Equal([], Run(requests, feeding));
        int served = feeding == Feeding.Whole ? 0 : requests.Count(request => !request.Closes && !request.Ends);
        Assert.Equal((seenBefore + requests.Count, evilBefore + served), server.Seen());
    }

    [Fact]
    public void Gives_up_a_refused_connection_whose_client_stays()
    {
        int before = server.Descriptors();
        CorpusClient[] clients = [.. RawRequest.All("refuse").Where(request => request.Closes && !request.Ends).Select(request => new CorpusClient(server.Process, request, Feeding.Whole))];
        CorpusClient.Feed(clients);
        Assert.All(clients, client => Assert.Null(new CorpusAnswers(client).Judge()));

        // No client closes its side: it is the server that does not wait for ever.
        server.WaitUntilClosed(before);
        Assert.All(clients, client => client.Dispose());
    }

    [Fact]
    public void Writes_no_warning_and_no_error_for_any_of_it()
    {
        // What it says at its start is another matter.
        server.Process.WaitForLog("listening on ");
        int before = server.Process.Log.Count;
        Run([.. RawRequest.All("accept"), .. RawRequest.All("refuse")], Feeding.WithEvilBehind);
        Assert.DoesNotContain(server.Process.Log.Skip(before), line => line.Contains("warn", StringComparison.OrdinalIgnoreCase)
            || line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("exception", StringComparison.OrdinalIgnoreCase));
    }

    // What went wrong.
    private List<string> Run(IReadOnlyList<RawRequest> requests, Feeding feeding)
    {
        int before = server.Descriptors();
        var wrong = new List<string>();
        foreach (RawRequest[] some in requests.Chunk(AtOnce))
        {
            CorpusClient[] clients = [.. some.Select(request => new CorpusClient(server.Process, request, feeding))];
            CorpusClient.Feed(clients);
            wrong.AddRange(clients.Select(client => new CorpusAnswers(client).Judge()).OfType<string>());
            Assert.All(clients, client => client.Dispose());
        }

        server.WaitUntilClosed(before);
        return wrong;
    }
}
