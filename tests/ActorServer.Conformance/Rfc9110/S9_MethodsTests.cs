using System.Buffers;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9110;

public class S9_MethodsTests
{
    [Fact]
    public void Refuses_TRACE_with_405_and_goes_on_behind_it()
    {
        IReadOnlyList<Exchange> exchanges = EveryWay.All("TRACE /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(Refusal.TraceNotAllowed, exchanges[0].Refusal);
        Assert.Equal(405, RefusalTable.Of(Refusal.TraceNotAllowed).Status);
        Assert.Equal("/2", exchanges[1].Path);
    }

    [Fact]
    public void Gives_the_head_of_a_refused_TRACE_so_that_its_body_is_not_taken_for_a_request()
    {
        var parser = new RequestParser(new HttpLimits());
        byte[] bytes = "TRACE / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /"u8.ToArray();
        Assert.Equal(ParseStatus.Refused, parser.Parse(new ReadOnlySequence<byte>(bytes), out SequencePosition consumed));
        Assert.Equal(5, parser.Head!.ContentLength);
        Assert.Equal(bytes.Length - 5, consumed.GetInteger());
    }

    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\n\r\n", Refusal.MissingHost)]
    [InlineData("TRACE / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", Refusal.SpaceBeforeColon)]
    public void Holds_TRACE_to_the_syntax_first(string text, Refusal reason) => EveryWay.Refuse(reason, text);

    [Theory]
    [InlineData("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")]
    [InlineData("CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n")]
    public void Refuses_CONNECT_with_501_and_closes(string text)
    {
        EveryWay.Refuse(Refusal.ConnectNotSupported, text);
        RefusalEntry entry = RefusalTable.Of(Refusal.ConnectNotSupported);
        Assert.Equal(501, entry.Status);
        Assert.True(entry.Closes);
    }
}
