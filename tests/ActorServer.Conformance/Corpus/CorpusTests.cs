using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Corpus;

public class CorpusTests
{
    public static TheoryData<string> Accepted => Names("accept");

    public static TheoryData<string> Refused => Names("refuse");

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepts_what_is_legal(string name)
    {
        RawRequest request = Read("accept", name);
        // A pipelined request behind it must come out as itself: the first one took no byte of it.
        IReadOnlyList<Exchange> exchanges = EveryWay.All(request.Text + "GET /behind HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(2, exchanges.Count);
        Assert.Equal("/behind", exchanges[1].Path);

        RequestHead head = EveryWay.Accept(request.Text).Head!;
        string query = head.HasQuery ? "?" + Exchange.Text(head.Query) : "";
        Assert.Equal(request.Expectations["accept"], $"{head.Method} {Exchange.Text(head.Path)}{query}");
        if (request.Expectations.TryGetValue("body", out string? body))
            Assert.Equal(body, exchanges[0].Body);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_what_two_readers_could_read_differently(string name)
    {
        RawRequest request = Read("refuse", name);
        EveryWay.Refuse(Enum.Parse<Refusal>(request.Expectations["refuse"]), request.Text);
    }

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.GetFiles(Path.Combine(RawRequest.Folder, folder), "*.txt").Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal)];

    private static RawRequest Read(string folder, string name) => RawRequest.Read(Path.Combine(RawRequest.Folder, folder, name + ".txt"));
}
