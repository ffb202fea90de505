using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Responses;

public class ResponseHeadTests
{
    [Theory]
    [InlineData("200 OK", 200, "OK")]
    [InlineData("204 No Content", 204, "No Content")]
    [InlineData("299 \u00FCber\tweird (1)", 299, "\u00FCber\tweird (1)")]
    [InlineData("999 x", 999, "x")]
    [InlineData("200 ", 200, "")]
    [InlineData("200", 200, "")]
    public void Reads_a_status(string wire, int status, string reason)
    {
        ResponseHead head = Written.Response(wire);
        Assert.Equal(status, head.Status);
        Assert.Equal(reason, Encoding.Latin1.GetString(head.Reason));
        Assert.Equal(0, head.Fields.Count);
        Assert.Null(head.ContentLength);
        Assert.Empty(head.DroppedFields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("20 OK")]
    [InlineData("2000 OK")]
    [InlineData(" 200 OK")]
    [InlineData("200OK")]
    [InlineData("200\tOK")]
    [InlineData("-20 OK")]
    [InlineData("100 Continue")]
    [InlineData("101 Switching Protocols")]
    [InlineData("099 x")]
    [InlineData("200 OK\r")]
    [InlineData("200 OK\r\nX: y")]
    [InlineData("200 O\nK")]
    [InlineData("200 \u007F")]
    public void Refuses_a_status_that_is_not_digits_and_a_printable_reason(string wire) => Refuses(wire, "status");

    [Fact]
    public void Reads_fields_in_order_with_trimmed_values()
    {
        ResponseHead head = Written.Response("200 OK\0Content-Type\0text/html\0Set-Cookie\0 a=1 \0set-cookie\0b=\u00FC\0X-Empty\0");
        Assert.Equal(
            ["Content-Type=text/html", "Set-Cookie=a=1", "set-cookie=b=\u00FC", "X-Empty="],
            Enumerable.Range(0, head.Fields.Count)
                .Select(i => $"{Encoding.Latin1.GetString(head.Fields.Name(i))}={Encoding.Latin1.GetString(head.Fields.Value(i))}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("X Y")]
    [InlineData("X:")]
    [InlineData("X\r\nY")]
    [InlineData("X\u00E9")]
    [InlineData("X\n")]
    public void Refuses_a_name_that_is_no_token(string name) => Refuses($"200 OK\0{name}\0value", LogText.Quote(Encoding.Latin1.GetBytes(name)));

    [Theory]
    [InlineData("a\r\nSet-Cookie: x")]
    [InlineData("a\rb")]
    [InlineData("a\n")]
    [InlineData("\u0001")]
    [InlineData("\u007F")]
    [InlineData("\u000B")]
    public void Refuses_a_value_with_controls(string value) => Refuses($"200 OK\0X-Name\0{value}", "X-Name");

    [Theory]
    [InlineData("200 OK\0X")]
    [InlineData("200 OK\0X\0a\0Y")]
    [InlineData("200 OK\0")]
    public void Refuses_a_name_without_a_value(string wire) => Refuses(wire, "no value");

    [Theory]
    [InlineData("0", 0)]
    [InlineData("005", 5)]
    [InlineData(" 12 ", 12)]
    public void Reads_the_announced_length(string value, long length) =>
        Assert.Equal(length, Written.Response($"200 OK\0content-LENGTH\0{value}").ContentLength);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1, 1")]
    [InlineData("1.0")]
    [InlineData("00000000000000000001")]
    public void Refuses_a_length_that_is_no_number(string value) => Refuses($"200 OK\0Content-Length\0{value}", "Content-Length");

    [Fact]
    public void Refuses_a_repeated_length() => Refuses("200 OK\0Content-Length\01\0Content-Length\01", "repeated");

    [Fact]
    public void Drops_hop_by_hop_fields_and_names_them()
    {
        string[] names =
        [
            "Connection", "keep-alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Trailers",
            "Transfer-Encoding", "Upgrade",
        ];
        ResponseHead head = Written.Response("200 OK\0X\0y\0" + string.Join('\0', names.Select(name => name + "\0a")));
        Assert.Equal(names, head.DroppedFields);
        Assert.Equal(1, head.Fields.Count);
    }

    [Fact]
    public void Copies_the_wire()
    {
        byte[] wire = Encoding.Latin1.GetBytes("200 OK\0X\0y");
        Assert.True(ResponseHead.TryParse(wire, out ResponseHead? head, out _));
        wire.AsSpan().Clear();
        Assert.Equal("y", Encoding.Latin1.GetString(head!.Fields.Value(0)));
    }

    [Fact]
    public void Is_made_from_parts_too()
    {
        ResponseHead head = ResponseHead.Create(404, "Not Found", ("Content-Type", "text/plain"), ("Content-Length", "3"));
        Assert.Equal(404, head.Status);
        Assert.Equal("Not Found", Encoding.Latin1.GetString(head.Reason));
        Assert.Equal(3, head.ContentLength);
        Assert.Equal(2, head.Fields.Count);
    }

    [Theory]
    [InlineData(42, "x", "X", "y")]
    [InlineData(200, "a\nb", "X", "y")]
    [InlineData(200, "OK", "X Y", "y")]
    [InlineData(200, "OK", "X", "y\r\n")]
    [InlineData(200, "OK", "X", "y\0Z\0z")]
    [InlineData(200, "OK\0X\0y", "X", "y")]
    [InlineData(200, "OK", "X", "\u2026")]
    public void Is_not_made_from_invalid_parts(int status, string reason, string name, string value) =>
        Assert.Throws<ArgumentException>(() => ResponseHead.Create(status, reason, (name, value)));

    private static void Refuses(string wire, string mentions)
    {
        Assert.False(ResponseHead.TryParse(Encoding.Latin1.GetBytes(wire), out ResponseHead? head, out string? error));
        Assert.Null(head);
        Assert.Contains(mentions, error, StringComparison.Ordinal);
        Assert.All(error!, c => Assert.False(char.IsControl(c)));
    }
}
