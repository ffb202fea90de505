using System.Buffers;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Feeding;

/// <summary>A body that is read in portions: no byte of it before it is wanted, and its end as soon as it can be seen.</summary>
public class BodyByPortionsTests
{
    private readonly BodyReader _reader = new(new HttpLimits());
    private readonly ArrayBufferWriter<byte> _sink = new();

    [Theory]
    [InlineData("Content-Length: 10", "0123456789")]
    [InlineData("Transfer-Encoding: chunked", "1\r\n0\r\n2;x=y\r\n12\r\n7\r\n3456789\r\n0\r\nX: y\r\n\r\n")]
    public void Gives_the_same_body_in_portions_of_every_size(string framing, string body)
    {
        for (int portion = 1; portion <= 11; portion++)
        {
            Begin(framing);
            var rest = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body + "GET"));
            BodyStatus status = BodyStatus.NeedMore;
            while (status == BodyStatus.NeedMore)
            {
                int before = _sink.WrittenCount;
                status = _reader.Read(rest, _sink, out SequencePosition consumed, portion);
                rest = rest.Slice(consumed);
                Assert.InRange(_sink.WrittenCount - before, 1, portion);
            }

            Assert.Equal(BodyStatus.Complete, status);
            Assert.Equal("0123456789", Encoding.ASCII.GetString(_sink.WrittenSpan));
            Assert.Equal("GET", Encoding.ASCII.GetString(rest));
        }
    }

    [Theory]
    [InlineData("Content-Length: 1", "x", 0, BodyStatus.NeedMore)]
    [InlineData("Transfer-Encoding: chunked", "1\r\nx\r\n", 3, BodyStatus.NeedMore)]
    [InlineData("Transfer-Encoding: chunked", "0\r\n\r\n", 5, BodyStatus.Complete)]
    [InlineData("Transfer-Encoding: chunked", "0\r\nX: y\r\n\r\n", 11, BodyStatus.Complete)]
    [InlineData("Transfer-Encoding: chunked", "evil", 0, BodyStatus.Refused)]
    public void Reads_framing_and_no_data_when_nothing_is_wanted(string framing, string body, int used, BodyStatus expected)
    {
        Begin(framing);
        var bytes = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body));
        Assert.Equal(expected, _reader.Read(bytes, _sink, out SequencePosition consumed, most: 0));
        Assert.Equal(0, _sink.WrittenCount);
        if (expected != BodyStatus.Refused)
            Assert.Equal(used, bytes.Slice(0, consumed).Length);
    }

    [Theory]
    [InlineData("Content-Length: 3", "abc")]
    [InlineData("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n")]
    public void Skips_a_body_that_nobody_wants(string framing, string body)
    {
        Begin(framing);
        var bytes = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body + "GET"));
        Assert.Equal(BodyStatus.Complete, _reader.Read(bytes, null, out SequencePosition consumed));
        Assert.Equal("GET", Encoding.ASCII.GetString(bytes.Slice(consumed)));
        Assert.Equal(3, _reader.Received);
    }

    private void Begin(string framing)
    {
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n")), out _);
        Assert.Null(_reader.Begin(parser.Head!));
        _sink.ResetWrittenCount();
    }
}
