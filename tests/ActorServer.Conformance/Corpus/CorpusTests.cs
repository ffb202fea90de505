using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Corpus;

public class CorpusTests
{
    private const string Behind = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";

    private static readonly HashSet<string> Known =
        ["refuse", "status", "close", "accept", "path-info", "host", "body", "field", "no-field", "trailer", "continue", "ends"];

    public static TheoryData<string> Accepted => [.. RawRequest.All("accept").Select(request => request.Name)];

    public static TheoryData<string> Refused => [.. RawRequest.All("refuse").Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepts_what_is_legal(string name)
    {
        RawRequest request = Read("accept", name);
        // A pipelined request behind it must come out as itself: the first one took no byte of it.
        IReadOnlyList<Exchange> exchanges = EveryWay.All(request.Text + Behind);
        Assert.Equal(2, exchanges.Count);
        Assert.Equal("/evil", exchanges[1].Path);

        Exchange exchange = EveryWay.Accept(request.Text);
        RequestHead head = exchange.Head!;
        string query = head.HasQuery ? "?" + exchange.Query : "";
        Assert.Equal(request["accept"], $"{head.Method} {exchange.Path}{query}");
        Assert.Equal(request.Closes, !head.KeepAlive);
        Assert.Equal(request.Expectations.Contains("continue"), head.ExpectsContinue);
        Assert.Equal(request["body"] ?? exchange.Body, exchange.Body);
        Assert.Equal(request["host"] ?? exchange.Host, exchange.Host);
        Assert.Equal(request.Expectations["trailer"], exchange.TrailerFields.Select(trailer => trailer.TrimEnd(' ')));
        Assert.All(request.Expectations["field"], field => Assert.Equal(field, Joined(head.Fields, field.Split(':')[0])));
        Assert.All(request.Expectations["no-field"], field => Assert.False(head.Fields.TryFind(Encoding.Latin1.GetBytes(field), out _), field));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_what_two_readers_could_read_differently(string name)
    {
        RawRequest request = Read("refuse", name);
        Refusal reason = Enum.Parse<Refusal>(request["refuse"]!);
        RefusalEntry entry = RefusalTable.Of(reason);
        Assert.Equal(request["status"], entry.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (request.Ends)
        {
            Assert.Equal(reason == Refusal.IncompleteHead, EveryWay.Unfinished(request.Text));
        }
        else if (request.Closes)
        {
            EveryWay.Refuse(reason, request.Text);
        }
        else
        {
            IReadOnlyList<Exchange> exchanges = EveryWay.All(request.Text + Behind);
            Assert.Equal(2, exchanges.Count);
            Assert.Equal(reason, exchanges[0].Refusal);
            Assert.Equal("/evil", exchanges[1].Path);
        }
    }

    [Fact]
    public void Has_files_that_say_what_is_expected()
    {
        RawRequest[] all = [.. RawRequest.All("accept"), .. RawRequest.All("refuse")];
        Assert.True(all.Length > 200);
        Assert.All(all, request => Assert.True(request.Expectations.Contains("accept") != request.Expectations.Contains("refuse"), request.Name));
        Assert.All(all, request => Assert.Subset(Known, request.Expectations.Select(group => group.Key).ToHashSet()));
        Assert.Equal(all.Length, all.Select(request => request.Text + request.Ends).Distinct().Count());
    }

    private static RawRequest Read(string folder, string name) => RawRequest.Read(Path.Combine(RawRequest.Folder, folder, name + ".txt"));

    // As the application gets them (RFC 9110 §5.3, RFC 6265 §5.4).
    private static string Joined(FieldTable fields, string name)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(name);
        var values = new List<string>();
        for (int at = -1; fields.TryFindAfter(at, bytes, out at);)
            values.Add(Exchange.Text(fields.Value(at)));
        Assert.NotEmpty(values);
        return $"{name}: {string.Join(name == "Cookie" ? "; " : ", ", values)}".TrimEnd(' ');
    }
}
