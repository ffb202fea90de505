using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>The control stream as frames.</summary>
public sealed class ControlReaderTests : TestKit
{
    private const int MaxPayload = 100_000;

    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly Socket _python;
    private readonly Socket _server;

    public ControlReaderTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _python = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _python.Connect(listener.LocalEndPoint!); // Bound above.
        _server = listener.Accept();
        _ = new ControlReader(_server, TestActor, MaxPayload).RunAsync();
    }

    [Fact]
    public void Reads_several_frames_of_one_piece()
    {
        _python.Send([.. Frame(4, 0, 5, "one"u8), .. Frame(4, 1, 6, "two"u8), .. Frame(5, 0, 7, [])]);
        Expect(FrameKind.Block, false, 5, "one");
        Expect(FrameKind.Block, true, 6, "two");
        Expect(FrameKind.End, false, 7, "");
    }

    [Fact]
    public void Reads_frames_byte_by_byte()
    {
        foreach (var value in (byte[])[.. Frame(4, 0, 5, "one"u8), .. Frame(3, 1, 6, "two"u8)])
            _python.Send([value]);
        Expect(FrameKind.Block, false, 5, "one");
        Expect(FrameKind.Head, true, 6, "two");
    }

    [Theory]
    [InlineData(16 * 1024 - 16)]
    [InlineData(16 * 1024 - 15)]
    [InlineData(16 * 1024)]
    [InlineData(MaxPayload)]
    public void Reads_a_frame_around_and_beyond_the_size_of_its_buffer(int length)
    {
        var text = new string('x', length);
        _python.Send([.. Frame(4, 0, 1, "before"u8), .. Frame(4, 0, 2, Encoding.ASCII.GetBytes(text)), .. Frame(5, 0, 3, [])]);
        Expect(FrameKind.Block, false, 1, "before");
        Expect(FrameKind.Block, false, 2, text);
        Expect(FrameKind.End, false, 3, "");
    }

    [Fact]
    public void Ends_at_a_payload_that_is_too_long()
    {
        _python.Send([.. Frame(4, 0, 1, new byte[MaxPayload + 1])]);
        Assert.Contains("longer than the 100000 allowed", ExpectMsg<ControlReader.Closed>(Ceiling).Violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_at_the_first_byte_that_is_no_frame()
    {
        _python.Send([.. Frame(5, 0, 1, []), .. Frame(99, 0, 1, []), .. Frame(5, 0, 2, [])]);
        Expect(FrameKind.End, false, 1, "");
        ExpectMsg(new ControlReader.Closed("kind 99 is unknown"), Ceiling);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(18)]
    public void Ends_without_a_violation_when_the_stream_ends(int bytes)
    {
        _python.Send(Frame(4, 0, 1, "cut off"u8).AsSpan(0, bytes));
        _python.Dispose();
        ExpectMsg(new ControlReader.Closed(null), Ceiling);
    }

    [Fact]
    public void Ends_silently_when_its_own_socket_is_disposed()
    {
        _server.Dispose();
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    protected override void AfterAll()
    {
        _python.Dispose();
        _server.Dispose();
        base.AfterAll();
    }

    private void Expect(FrameKind kind, bool isLast, long exchange, string payload)
    {
        var frame = ExpectMsg<ControlFrame>(Ceiling);
        Assert.Equal((kind, isLast, exchange), (frame.Kind, frame.IsLast, frame.Exchange));
        Assert.Equal(payload, Encoding.ASCII.GetString(frame.Payload.Span));
    }

    private static byte[] Frame(byte kind, byte flags, byte exchange, ReadOnlySpan<byte> payload) =>
        [.. BitConverter.GetBytes(payload.Length), kind, flags, 0, 0, exchange, 0, 0, 0, 0, 0, 0, 0, .. payload];
}
