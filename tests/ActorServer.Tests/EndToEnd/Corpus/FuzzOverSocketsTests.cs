using System.Globalization;
using ActorServer.Conformance.Corpus;
using ActorServer.Conformance.Fuzzing;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>
/// The corpus, damaged at random, against the running server: a second reader says how many answers there must be, and of what. The variables
/// <c>FUZZ_CASES</c> and <c>FUZZ_SEED</c> ask for more, and for others.
/// </summary>
[Collection(Processes.Name)]
public sealed class FuzzOverSocketsTests(CorpusServer server) : IClassFixture<CorpusServer>
{
    private const int Cases = 4000;
    private const int Seed = 2;
    private const int AtOnce = 100;

    [Fact]
    public void Answers_what_a_second_reader_reads_and_nothing_else()
    {
        (int requests, int evil) = server.Seen();
        int before = server.Descriptors();
        int served = 0;
        Each(server.Process, text => text, client =>
        {
            served += client.Served;
            return client.Judge();
        });
        server.WaitUntilClosed(before);
        (int requestsNow, int evilNow) = server.Seen();
        Assert.Equal(served, requestsNow + evilNow - requests - evil);
    }

    [Fact]
    public void Answers_no_more_than_that_where_bodies_stream()
    {
        using ServerProcess streaming = ServerProcess.Start(ApplicationKind.AspNetCore);
        Each(streaming, text => text.Replace("POST / HTTP", "POST /echo HTTP", StringComparison.Ordinal), client => client.JudgeNumber());
    }

    private static void Each(ServerProcess process, Func<string, string> adapt, Func<FuzzClient, string?> judge)
    {
        int cases = Number("FUZZ_CASES") ?? Cases;
        int seed = Number("FUZZ_SEED") ?? Seed;
        IEnumerable<RawRequest> corpus = Enumerable.Repeat(RawRequest.All("accept"), 6).SelectMany(requests => requests).Concat(RawRequest.All("refuse"));
        var mutator = new Mutator([.. corpus.Select(request => adapt(request.Text))], seed);
        int[] pieces = [int.MaxValue, int.MaxValue, 16, 1];
        for (int done = 0; done < cases; done += AtOnce)
        {
            FuzzClient[] clients = [.. Enumerable.Range(done, AtOnce).Select(number => new FuzzClient(process, mutator.Next(), pieces[number % pieces.Length]))];
            for (List<FuzzClient> sending = [.. clients]; sending.Count > 0;)
            {
                sending.RemoveAll(client => !client.SendNext());
            }

            string[] wrong = [.. clients.Select(judge).OfType<string>()];
            Assert.True(wrong.Length == 0, $"FUZZ_SEED={seed}, {wrong.Length} of {AtOnce} behind {done}:\n{string.Join('\n', wrong.Take(3))}\n{string.Join('\n', process.Log.TakeLast(20))}");
            Assert.All(clients, client => client.Dispose());
        }

        Assert.DoesNotContain(process.Log, line => line.Contains("exception", StringComparison.OrdinalIgnoreCase) || line.Contains("traceback", StringComparison.OrdinalIgnoreCase));
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
