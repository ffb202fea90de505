using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9110;

public class S10_ExpectTests
{
    [Theory]
    [InlineData("HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 1\r\n\r\na", true)]
    [InlineData("HTTP/1.1", "Expect: 100-Continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", true)]
    [InlineData("HTTP/1.1", "Content-Length: 1\r\nExpect: 100-continue\r\n\r\na", true)]
    [InlineData("HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", false)]
    [InlineData("HTTP/1.1", "Expect: 100-continue\r\n\r\n", false)]
    [InlineData("HTTP/1.1", "Content-Length: 1\r\n\r\na", false)]
    [InlineData("HTTP/1.0", "Expect: 100-continue\r\nContent-Length: 1\r\n\r\na", false)]
    public void Wants_100_only_for_a_body_on_HTTP_1_1(string version, string rest, bool expects) =>
        Assert.Equal(expects, EveryWay.Accept($"POST / {version}\r\nHost: a\r\n{rest}").Head!.ExpectsContinue);

    [Theory]
    [InlineData("200-ok")]
    [InlineData("")]
    [InlineData("100-continue, 100-continue")]
    [InlineData("100-continue;a=b")]
    [InlineData("100")]
    public void Refuses_another_expectation_with_417(string value)
    {
        EveryWay.Refuse(Refusal.UnknownExpectation, $"POST / HTTP/1.1\r\nHost: a\r\nExpect: {value}\r\nContent-Length: 1\r\n\r\na");
        Assert.Equal(417, RefusalTable.Of(Refusal.UnknownExpectation).Status);
    }

    [Fact]
    public void Refuses_a_repeated_expectation() =>
        EveryWay.Refuse(Refusal.RepeatedExpect, "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nexpect: 100-continue\r\nContent-Length: 1\r\n\r\na");
}
