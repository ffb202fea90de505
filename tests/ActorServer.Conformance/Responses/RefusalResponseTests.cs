using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Responses;

public class RefusalResponseTests
{
    private readonly Written _written = new();

    [Fact]
    public void Says_status_and_sentence_byte_for_byte()
    {
        Refuse(Refusal.QueueFull, keepAlive: true, retryAfter: TimeSpan.FromSeconds(1));
        Assert.Equal(
            "HTTP/1.1 503 Service Unavailable\r\n"
            + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            + "Server: actorserver\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: 63\r\n"
            + "Retry-After: 1\r\n"
            + "\r\n"
            + "503 Service Unavailable\n"
            + "The server is busy: its queue is full.\n",
            _written.Text);
        Assert.Equal(503, _written.Writer.Status);
        Assert.Equal(_written.Body.Length, _written.Writer.BodyBytes);
    }

    public static TheoryData<Refusal> Sent => [.. Enum.GetValues<Refusal>().Where(r => RefusalTable.Of(r).Status != 499)];

    [Theory]
    [MemberData(nameof(Sent))]
    public void Is_a_whole_response_for_every_reason(Refusal reason)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        Refuse(reason, keepAlive: true, detail: "More.");
        Assert.Equal($"HTTP/1.1 {entry.Status} {entry.ReasonPhrase}", _written.Head[0]);
        Assert.Contains($"Content-Length: {_written.Body.Length}", _written.Head);
        Assert.Equal($"{entry.Status} {entry.ReasonPhrase}\nMore.\n", _written.Body);
        Assert.Equal(entry.Closes, _written.Head.Contains("Connection: close"));
        Assert.Equal(!entry.Closes, _written.Writer.KeepAlive);
        Assert.Equal(entry.Status == 405, _written.Head.Any(line => line.StartsWith("Allow: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Refusal.ClientLeft)]
    [InlineData(Refusal.ResponseTooSlow)]
    public void Is_never_written_for_a_client_that_left(Refusal reason) =>
        Assert.Throws<ArgumentException>(() => Refuse(reason, keepAlive: false));

    [Theory]
    [InlineData(true, 1, null)]
    [InlineData(true, 0, "Connection: keep-alive")]
    [InlineData(false, 1, "Connection: close")]
    [InlineData(false, 0, "Connection: close")]
    public void Says_what_becomes_of_the_connection(bool keepAlive, int minorVersion, string? field)
    {
        Refuse(Refusal.ApplicationRaised, keepAlive, minorVersion: minorVersion);
        Assert.Equal(field, _written.Head.SingleOrDefault(line => line.StartsWith("Connection", StringComparison.Ordinal)));
        Assert.Equal(keepAlive, _written.Writer.KeepAlive);
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(999, "1")]
    [InlineData(1000, "1")]
    [InlineData(1001, "2")]
    [InlineData(90_000, "90")]
    public void Rounds_Retry_After_up_to_whole_seconds(int milliseconds, string value)
    {
        Refuse(Refusal.WaitedTooLong, keepAlive: true, retryAfter: TimeSpan.FromMilliseconds(milliseconds));
        Assert.Contains($"Retry-After: {value}", _written.Head);
    }

    [Fact]
    public void Sends_no_body_to_HEAD_but_its_length()
    {
        Refuse(Refusal.WorkerDied, keepAlive: true, isHead: true);
        Assert.Equal("", _written.Body);
        Assert.Equal(0, _written.Writer.BodyBytes);
        Assert.DoesNotContain("Content-Length: 0", _written.Head);
    }

    [Fact]
    public void Carries_the_request_id()
    {
        Refuse(Refusal.WorkerDied, keepAlive: true, requestId: "r-1");
        Assert.Contains("X-Request-ID: r-1", _written.Head);
    }

    [Fact]
    public void Says_the_sentence_when_the_detail_is_empty()
    {
        Refuse(Refusal.WorkerDied, keepAlive: true, detail: "");
        Assert.Equal("502 Bad Gateway\nThe worker died while it had the request.\n", _written.Body);
    }

    [Fact]
    public void Sends_a_detail_in_UTF_8()
    {
        Refuse(Refusal.ApplicationRaised, keepAlive: false, detail: "§");
        Assert.EndsWith("\u00C2\u00A7\n", _written.Body, StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {_written.Body.Length}", _written.Head);
    }

    private void Refuse(
        Refusal reason,
        bool keepAlive,
        string? detail = null,
        TimeSpan? retryAfter = null,
        bool isHead = false,
        int minorVersion = 1,
        string requestId = "") =>
        _written.Writer.WriteRefusal(
            _written.Output,
            reason,
            detail,
            keepAlive,
            retryAfter,
            isHead,
            Encoding.ASCII.GetBytes(Written.Date),
            minorVersion,
            Encoding.ASCII.GetBytes(requestId));
}
