using ActorServer.Gateways;

namespace ActorServer.Tests.Server;

/// <summary>The limits that are the connection's and not the parser's, at the limit and one beyond it.</summary>
public sealed class ConnectionLimitTests : ConnectionHarness
{
    private const int Limit = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Serves_as_many_requests_as_a_connection_may_bring_and_not_one_more(int most)
    {
        Connect(Defaults with { MaxRequests = most });
        Send(string.Concat(Enumerable.Repeat("GET / HTTP/1.1\r\nHost: h\r\n\r\n", most + 1)));
        for (int number = 1; number < most; number++)
        {
            Answer(ExpectRequest());
            Assert.DoesNotContain("Connection: close", ReceiveUntil("hello"), StringComparison.OrdinalIgnoreCase);
        }

        Answer(ExpectRequest());

        string last = ReceiveAll();
        Assert.Contains("Connection: close\r\n", last, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("hello", last, StringComparison.Ordinal);
        Client.Dispose();
        ExpectTerminated(Connection);
        Assert.False(Router.HasMessages);
    }

    [Fact]
    public void Counts_a_refused_request_that_leaves_the_connection_open()
    {
        Connect(Defaults with { MaxRequests = 2 });
        Send("TRACE / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Answer(ExpectRequest());

        string answers = ReceiveAll();
        Assert.StartsWith("HTTP/1.1 405 ", answers, StringComparison.Ordinal);
        Assert.Equal(answers.IndexOf("Connection: close", StringComparison.Ordinal), answers.LastIndexOf("Connection: close", StringComparison.Ordinal));
        Assert.Contains("Connection: close", answers[answers.IndexOf("200 OK", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit, false, false)]
    [InlineData(Limit + 1, false, true)]
    [InlineData(Limit, true, false)]
    [InlineData(Limit + 1, true, true)]
    public void Keeps_a_body_in_memory_up_to_the_limit_and_one_byte_more_in_a_file(int length, bool isChunked, bool isSpooled)
    {
        Connect(Defaults with { BodyInMemory = Limit });
        string body = new('x', length);
        string framed = isChunked ? $"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n{length - 1:x}\r\n{body[1..]}\r\n0\r\n\r\n" : $"Content-Length: {length}\r\n\r\n{body}";
        Send($"POST / HTTP/1.1\r\nHost: h\r\n{framed}");

        GatewayRequest request = ExpectRequest();
        Assert.Equal(length, request.Body.Length);
        Assert.Equal(isSpooled, request.Body is RequestBody.Spooled);
        Assert.Equal(isSpooled ? length : 0, Spooled);

        Answer(request);
        ReceiveUntil("hello");
        AwaitProcessed();
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Throws_away_as_much_behind_a_refusal_as_the_limit_says_and_closes_on_one_byte_more()
    {
        Connect(Defaults with { LingerBytes = Limit });
        Send("BAD\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAll(), StringComparison.Ordinal);

        Send(new string('x', Limit));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Send("x");
        ExpectTerminated(Connection);
        Assert.False(Router.HasMessages);
    }
}
