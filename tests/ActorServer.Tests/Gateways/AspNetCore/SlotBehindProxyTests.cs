using System.Text;
using ActorServer.Gateways;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Gateways.AspNetCore;

/// <summary>What an ASP.NET Core application sees of a request that a trusted proxy has passed on, and where it is mounted.</summary>
public sealed class SlotBehindProxyTests : SlotTest
{
    [Theory]
    [InlineData("/shop/a%20b/../c?x", 5, "/shop|/c|/shop/c")]
    [InlineData("/shop", 5, "/shop||/shop")]
    [InlineData("/%73hop/", 7, "/shop|/|/shop/")]
    [InlineData("/a", 0, "/shop|/a|/shop/a")]
    public void The_root_path_is_PathBase_and_the_rest_Path(string target, int rootLength, string expected)
    {
        Serve(context => context.Response.WriteAsync($"{context.Request.PathBase}|{context.Request.Path}|{context.Request.PathBase + context.Request.Path}"));

        Send(TestRequests.Parse($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n") with { RootPath = "/shop", RootLength = rootLength });

        Assert.Equal(expected, Text());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Host_address_and_scheme_are_those_of_the_client(bool areFieldsListed)
    {
        Serve(context =>
        {
            _ = areFieldsListed ? context.Request.Headers.Count : 0;
            return context.Response.WriteAsync(string.Join('|', context.Request.Host, context.Request.Headers.Host, context.Request.Scheme, context.Connection.RemoteIpAddress, context.Connection.RemotePort));
        });
        var client = new TransportFacts("2001:db8::7", 0, "127.0.0.1", 9989, "https") { AskedHost = "shop.example:8443" };

        Send(TestRequests.Parse("GET / HTTP/1.1\r\nHost: inner\r\n\r\n", transport: client));

        Assert.Equal("shop.example:8443|shop.example:8443|https|2001:db8::7|0", Text());
    }

    private string Text() => Encoding.ASCII.GetString(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Span);
}
