using System.Buffers;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>What an application sees of a request: PEP 3333, "environ Variables", and RFC 3875 §4.1.</summary>
public class EnvironEncoderTests
{
    [Fact]
    public void Encodes_the_request_line()
    {
        var environ = Encode("GET /a/b?x=1&y=%20 HTTP/1.1\r\nHost: example.test\r\n\r\n");
        Assert.Equal("GET", environ["REQUEST_METHOD"]);
        Assert.Equal("", environ["SCRIPT_NAME"]);
        Assert.Equal("/a/b", environ["PATH_INFO"]);
        Assert.Equal("x=1&y=%20", environ["QUERY_STRING"]);
        Assert.Equal("/a/b?x=1&y=%20", environ["RAW_URI"]);
        Assert.Equal("/a/b?x=1&y=%20", environ["REQUEST_URI"]);
        Assert.Equal("HTTP/1.1", environ["SERVER_PROTOCOL"]);
    }

    [Theory]
    [InlineData("/caf%C3%A9", "/caf\u00C3\u00A9")]
    [InlineData("/%2541", "/%41")]
    [InlineData("/a%2fb%2Fc", "/a/b/c")]
    [InlineData("/100%", "/100%")]
    [InlineData("/%4", "/%4")]
    [InlineData("/%zz%41", "/%zzA")]
    [InlineData("//x/../y;p=1", "//x/../y;p=1")]
    public void Decodes_the_path_exactly_once_into_latin_1(string target, string path)
    {
        var environ = Encode($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(path, environ["PATH_INFO"]);
        Assert.Equal(target, environ["RAW_URI"]);
    }

    [Fact]
    public void Shows_the_asterisk_as_the_root_with_its_raw_form_kept()
    {
        var environ = Encode("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("/", environ["PATH_INFO"]);
        Assert.Equal("*", environ["RAW_URI"]);
    }

    [Fact]
    public void Takes_path_and_host_from_an_absolute_target()
    {
        var environ = Encode("GET http://right.test:81/p?q HTTP/1.1\r\nHost: wrong.test\r\n\r\n");
        Assert.Equal("/p", environ["PATH_INFO"]);
        Assert.Equal("right.test:81", environ["HTTP_HOST"]);
        Assert.Equal("http://right.test:81/p?q", environ["RAW_URI"]);
    }

    [Fact]
    public void Names_both_ends_of_the_connection()
    {
        var environ = Encode("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("127.0.0.1", environ["SERVER_NAME"]);
        Assert.Equal("9989", environ["SERVER_PORT"]);
        Assert.Equal("203.0.113.9", environ["REMOTE_ADDR"]);
        Assert.Equal("40001", environ["REMOTE_PORT"]);
        Assert.Equal("http", environ["wsgi.url_scheme"]);
        Assert.False(environ.ContainsKey("HTTPS"));
    }

    [Theory]
    [InlineData("Host: example.test:8443\r\n", "https", "example.test", "8443")]
    [InlineData("Host: example.test\r\n", "http", "example.test", "80")]
    [InlineData("Host: example.test\r\n", "https", "example.test", "443")]
    [InlineData("Host: [::1]:7\r\n", "http", "[::1]", "7")]
    [InlineData("Host: [::1]\r\n", "http", "[::1]", "80")]
    public void Names_what_the_client_asked_for_on_a_unix_domain_socket(string fields, string scheme, string name, string port)
    {
        var environ = Encode($"GET / HTTP/1.1\r\n{fields}\r\n", transport: new TransportFacts("", 0, "/run/app.sock", 0, scheme));
        Assert.Equal(name, environ["SERVER_NAME"]);
        Assert.Equal(port, environ["SERVER_PORT"]);
        Assert.Equal("", environ["REMOTE_ADDR"]);
        Assert.False(environ.ContainsKey("REMOTE_PORT"));
    }

    [Fact]
    public void Names_the_socket_where_a_client_without_Host_asked_a_unix_domain_socket()
    {
        var environ = Encode("GET / HTTP/1.0\r\n\r\n", transport: new TransportFacts("", 0, "/run/app.sock", 0, "http"));
        Assert.Equal("/run/app.sock", environ["SERVER_NAME"]);
        Assert.Equal("HTTP/1.0", environ["SERVER_PROTOCOL"]);
        Assert.False(environ.ContainsKey("HTTP_HOST"));
    }

    [Fact]
    public void Says_when_the_connection_is_secure()
    {
        var environ = Encode("GET / HTTP/1.1\r\nHost: a\r\n\r\n", transport: TestRequests.Transport with { Scheme = "https" });
        Assert.Equal("https", environ["wsgi.url_scheme"]);
        Assert.Equal("on", environ["HTTPS"]);
    }

    [Fact]
    public void Leaves_CONTENT_LENGTH_out_when_there_is_no_body() =>
        Assert.False(Encode("POST / HTTP/1.1\r\nHost: a\r\n\r\n").ContainsKey("CONTENT_LENGTH"));

    [Fact]
    public void Keeps_a_CONTENT_LENGTH_of_zero() =>
        Assert.Equal("0", Encode("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")["CONTENT_LENGTH"]);

    [Fact]
    public void Sets_the_true_length_after_de_chunking_and_drops_the_coding()
    {
        var environ = Encode("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", new RequestBody.InMemory(new byte[12]));
        Assert.Equal("12", environ["CONTENT_LENGTH"]);
        Assert.False(environ.ContainsKey("HTTP_TRANSFER_ENCODING"));
    }

    [Fact]
    public void Sets_the_length_of_a_spooled_body()
    {
        var environ = Encode("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 005000000000\r\n\r\n", new RequestBody.Spooled("/spool/1", 5_000_000_000));
        Assert.Equal("5000000000", environ["CONTENT_LENGTH"]);
    }

    [Fact]
    public void Gives_content_fields_their_CGI_names_alone()
    {
        var environ = Encode("POST / HTTP/1.1\r\nHost: a\r\ncontent-TYPE: text/plain\r\nContent-Length: 2\r\n\r\n", new RequestBody.InMemory(new byte[2]));
        Assert.Equal("text/plain", environ["CONTENT_TYPE"]);
        Assert.False(environ.ContainsKey("HTTP_CONTENT_TYPE"));
        Assert.False(environ.ContainsKey("HTTP_CONTENT_LENGTH"));
    }

    [Fact]
    public void Joins_repeated_fields_in_order_with_commas_and_cookies_with_semicolons()
    {
        var environ = Encode("GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nCookie: a=1\r\nx-a: 2\r\nCookie: b=2\r\nX-A: 3\r\n\r\n");
        Assert.Equal("1, 2, 3", environ["HTTP_X_A"]);
        Assert.Equal("a=1; b=2", environ["HTTP_COOKIE"]);
    }

    [Fact]
    public void Keeps_bytes_above_0x7F_as_latin_1() =>
        Assert.Equal("caf\u00E9", Encode("GET / HTTP/1.1\r\nHost: a\r\nX-Name: caf\u00E9\r\n\r\n")["HTTP_X_NAME"]);

    [Fact]
    public void Replaces_the_request_id_of_the_client_by_the_one_of_the_server()
    {
        var environ = Encode("GET / HTTP/1.1\r\nHost: a\r\nX-Request-ID: theirs\r\n\r\n");
        Assert.Equal("request-1", environ["HTTP_X_REQUEST_ID"]);
    }

    [Fact]
    public void Never_takes_SCRIPT_NAME_or_REMOTE_USER_from_fields()
    {
        var environ = Encode("GET / HTTP/1.1\r\nHost: a\r\nScript-Name: /x\r\nRemote-User: admin\r\nRemote_User: admin\r\n\r\n");
        Assert.Equal("", environ["SCRIPT_NAME"]);
        Assert.False(environ.ContainsKey("REMOTE_USER"));
    }

    [Theory]
    [InlineData("id\0REMOTE_USER\0admin", "127.0.0.1")]
    [InlineData("id", "127.0.0.1\0REMOTE_USER\0admin")]
    public void Throws_on_a_NUL_in_a_value(string id, string address)
    {
        var request = TestRequests.Parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n", transport: TestRequests.Transport with { LocalAddress = address }, id: id);
        Assert.Throws<InvalidDataException>(() => EnvironEncoder.Encode(request, new ArrayBufferWriter<byte>()));
    }

    [Theory]
    [InlineData("/x%00REMOTE_USER%00admin")]
    [InlineData("/%00")]
    public void Throws_on_a_NUL_that_decoding_the_path_brings_out(string path)
    {
        // The parser refuses such targets; the encoder does not rely on it.
        Assert.Throws<InvalidDataException>(() => EnvironEncoder.AddPath(new ArrayBufferWriter<byte>(), Encoding.ASCII.GetBytes(path)));
    }

    private static Dictionary<string, string> Encode(string head, RequestBody? body = null, TransportFacts? transport = null)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvironEncoder.Encode(TestRequests.Parse(head, body, transport), output);
        var parts = Encoding.Latin1.GetString(output.WrittenSpan).Split('\0');
        // Every value ends with a NUL: behind the last one there is nothing.
        Assert.Equal("", parts[^1]);
        Assert.Equal(1, parts.Length % 2);
        var environ = new Dictionary<string, string>();
        for (var i = 0; i + 1 < parts.Length; i += 2)
            environ.Add(parts[i], parts[i + 1]);
        return environ;
    }
}
