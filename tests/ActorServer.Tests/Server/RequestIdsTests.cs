using ActorServer.Server.Connections;

namespace ActorServer.Tests.Server;

/// <summary>Names of requests that came without one.</summary>
public sealed class RequestIdsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0xF, "f")]
    [InlineData(0x10, "10")]
    [InlineData((1L << 32) + 1, "100000001")]
    [InlineData(long.MaxValue, "7fffffffffffffff")]
    public void Are_the_run_and_the_exchange_in_hex(long exchange, string expected)
    {
        var ids = new RequestIds();
        Assert.Matches($"^[0-9a-f]{{12}}-{expected}$", ids.New(exchange));
        Assert.Equal(ids.New(exchange), ids.New(exchange));
        Assert.NotEqual(new RequestIds().New(exchange), ids.New(exchange));
    }

    [Theory]
    [InlineData("a.b-C_1:+/=@", true)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void Give_way_to_the_clients_own_when_it_is_fit_for_a_log(string id, bool isKept)
    {
        string named = new RequestIds().For(Requests.Head($"GET / HTTP/1.1\r\nHost: h\r\nX-Request-ID: {id}\r\n\r\n"), 1);
        Assert.Equal(isKept, named == id);
    }
}
