using System.Buffers;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>The environ of a request that a trusted proxy has passed on, and of an application that is mounted below the root (PEP 3333, "environ Variables").</summary>
public class EnvironBehindProxyTests
{
    [Theory]
    [InlineData("shop.example", 0, "http", "shop.example", "80")]
    [InlineData("shop.example", 0, "https", "shop.example", "443")]
    [InlineData("shop.example", 8443, "https", "shop.example", "8443")]
    [InlineData("shop.example:444", 8443, "https", "shop.example", "444")]
    [InlineData("[2001:db8::1]:444", 0, "https", "[2001:db8::1]", "444")]
    public void The_host_that_the_proxy_was_asked_for_is_the_servers(string host, int port, string scheme, string name, string serverPort)
    {
        var environ = Encode(TestRequests.Transport with { AskedHost = host, AskedPort = port, Scheme = scheme });
        Assert.Equal((host, name, serverPort), (environ["HTTP_HOST"], environ["SERVER_NAME"], environ["SERVER_PORT"]));
    }

    [Fact]
    public void A_port_alone_is_the_servers_and_leaves_the_host()
    {
        var environ = Encode(TestRequests.Transport with { AskedPort = 8443 });
        Assert.Equal(("inner", "127.0.0.1", "8443"), (environ["HTTP_HOST"], environ["SERVER_NAME"], environ["SERVER_PORT"]));
    }

    [Fact]
    public void A_host_of_any_length_is_given_whole()
    {
        var host = new string('h', 5000);
        Assert.Equal(host, Encode(TestRequests.Transport with { AskedHost = host })["HTTP_HOST"]);
    }

    [Theory]
    [InlineData("/shop/a%20b", 5, "/a b")]
    [InlineData("/shop", 5, "")]
    [InlineData("/%73hop/", 7, "/")]
    [InlineData("/a", 0, "/a")]
    public void The_root_path_is_SCRIPT_NAME_and_the_rest_PATH_INFO(string target, int rootLength, string pathInfo)
    {
        var environ = Encode(TestRequests.Transport, target, "/shop", rootLength);
        Assert.Equal(("/shop", pathInfo, target), (environ["SCRIPT_NAME"], environ["PATH_INFO"], environ["RAW_URI"]));
    }

    [Fact]
    public void A_root_path_is_UTF_8_read_as_latin_1() =>
        Assert.Equal("/caf\u00C3\u00A9", Encode(TestRequests.Transport, "/caf%C3%A9", "/caf\u00E9", 10)["SCRIPT_NAME"]);

    private static Dictionary<string, string> Encode(TransportFacts transport, string target = "/", string rootPath = "", int rootLength = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        var request = TestRequests.Parse($"GET {target} HTTP/1.1\r\nHost: inner\r\n\r\n", transport: transport) with { RootPath = rootPath, RootLength = rootLength };
        EnvironEncoder.Encode(request, output);
        var parts = Encoding.Latin1.GetString(output.WrittenSpan).Split('\0');
        return Enumerable.Range(0, parts.Length / 2).ToDictionary(i => parts[2 * i], i => parts[(2 * i) + 1]);
    }
}
