using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>The layout that server and Python process share: the same numbers on both sides, and the same bytes.</summary>
public class FramesTests
{
    private const string PrintConstants = """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        from _actorserver import frames as f
        names = "SETUP REQUEST SPOOLED READY BOOT_FAILED HEAD BLOCK END FAILED SHARED LAST CREDIT GONE INPUT_ENDED".split()
        print(json.dumps({**{n: getattr(f, n) for n in names},
            "request_header": f.REQUEST_HEADER.size, "frame_header": f.FRAME_HEADER.size,
            "request": f.REQUEST_HEADER.pack(f.REQUEST, f.SPOOLED, 0, 0x01020304, 0x0102030405060708).hex(),
            "credit": f.frame(f.CREDIT, 0x0102030405060708, f.CREDIT_PAYLOAD.pack(0x0A0B0C0D)).hex(),
            "gone": f.frame(f.GONE, 7).hex(),
            "block": f.frame(f.BLOCK, 9, b"abc", f.LAST).hex(),
            "shared": f.shared_frame(9, 0x01020304, 0x05060708, f.LAST).hex(),
            "head": b"".join(f.head_frame(9, b"200 OK", b"body", 0)).hex()}))
        """;

    [Fact]
    public void Has_the_numbers_of_the_Python_side()
    {
        var python = AskPython();
        Assert.Equal(Frames.SetupMessage, python.GetProperty("SETUP").GetByte());
        Assert.Equal(Frames.RequestMessage, python.GetProperty("REQUEST").GetByte());
        Assert.Equal(Frames.SpooledFlag, python.GetProperty("SPOOLED").GetByte());
        Assert.Equal(Frames.LastFlag, python.GetProperty("LAST").GetByte());
        Assert.Equal(Frames.HeaderSize, python.GetProperty("request_header").GetInt32());
        Assert.Equal(Frames.HeaderSize, python.GetProperty("frame_header").GetInt32());
        foreach (var kind in Enum.GetValues<FrameKind>())
        {
            var name = kind switch
            {
                FrameKind.BootFailed => "BOOT_FAILED",
                FrameKind.InputEnded => "INPUT_ENDED",
                _ => kind.ToString().ToUpperInvariant(),
            };
            Assert.Equal((byte)kind, python.GetProperty(name).GetByte());
        }
    }

    [Fact]
    public void Writes_the_bytes_that_the_Python_side_writes()
    {
        var python = AskPython();
        var header = new byte[Frames.HeaderSize];
        Frames.WriteMessageHeader(header, Frames.RequestMessage, Frames.SpooledFlag, 0x01020304, 0x0102030405060708);
        Assert.Equal(python.GetProperty("request").GetString(), Convert.ToHexStringLower(header));
        var frame = new byte[Frames.CreditSize];
        Assert.Equal(Frames.CreditSize, Frames.WriteCredit(frame, 0x0102030405060708, 0x0A0B0C0D));
        Assert.Equal(python.GetProperty("credit").GetString(), Convert.ToHexStringLower(frame));
        Assert.Equal(Frames.HeaderSize, Frames.WriteEmpty(frame, FrameKind.Gone, 7));
        Assert.Equal(python.GetProperty("gone").GetString(), Convert.ToHexStringLower(frame.AsSpan(0, Frames.HeaderSize)));
    }

    [Fact]
    public void Reads_the_bytes_that_the_Python_side_writes()
    {
        var python = AskPython();
        var block = Convert.FromHexString(python.GetProperty("block").GetString()!);
        Assert.Null(Frames.TryReadHeader(block, 100, out var header));
        Assert.Equal(new FrameHeader(3, FrameKind.Block, true, 9), header);
        var shared = Convert.FromHexString(python.GetProperty("shared").GetString()!);
        Assert.Null(Frames.TryReadHeader(shared, 100, out header));
        Assert.Equal(new FrameHeader(8, FrameKind.Shared, true, 9), header);
        Assert.True(FramePayloads.TryReadPlace(shared.AsSpan(Frames.HeaderSize), out var offset, out var length));
        Assert.Equal((0x01020304u, 0x05060708u), (offset, length));
        Assert.False(FramePayloads.TryReadPlace(shared.AsSpan(Frames.HeaderSize + 1), out _, out _));
        var head = Convert.FromHexString(python.GetProperty("head").GetString()!);
        Assert.Null(Frames.TryReadHeader(head, 100, out header));
        Assert.Equal(new FrameHeader(4 + 6 + 4, FrameKind.Head, false, 9), header);
        Assert.True(FramePayloads.TrySplitHead(head.AsMemory(Frames.HeaderSize), out var wire, out var first));
        Assert.Equal("200 OK", Encoding.ASCII.GetString(wire.Span));
        Assert.Equal("body", Encoding.ASCII.GetString(first.Span));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "kind 0 is unknown")]
    [InlineData(8, 0, 0, 0, "kind 8 is unknown")]
    [InlineData(16, 0, 0, 0, "kind 16 is unknown")]
    [InlineData(4, 2, 0, 0, "reserved bits are set")]
    [InlineData(4, 0, 1, 0, "reserved bits are set")]
    [InlineData(4, 0, 0, 101, "a payload of 101 bytes is longer than the 100 allowed")]
    [InlineData(4, 0, 0, uint.MaxValue, "a payload of 4294967295 bytes is longer than the 100 allowed")]
    [InlineData(4, 1, 0, 100, null)]
    public void Refuses_a_header_that_Python_never_sends(byte kind, byte flags, byte reserved, uint length, string? error)
    {
        var header = new byte[Frames.HeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        (header[4], header[5], header[6]) = (kind, flags, reserved);
        Assert.Equal(error, Frames.TryReadHeader(header, 100, out _));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("010000", false)]
    [InlineData("0100000041", true)]
    [InlineData("0200000041", false)]
    [InlineData("ffffffff41", false)]
    public void Splits_a_head_only_inside_its_payload(string payload, bool isWhole) =>
        Assert.Equal(isWhole, FramePayloads.TrySplitHead(Convert.FromHexString(payload), out _, out _));

    [Theory]
    [InlineData("""{"reason":"r","message":"m","traceback":"t"}""", "m")]
    [InlineData("""{"reason":"r","message":"a\udc80b","traceback":"t"}""", "a\\udc80b")]
    [InlineData("""{"reason":"r","message":"m"}""", null)]
    [InlineData("""["r"]""", null)]
    [InlineData("""{"reason":1,"message":"m","traceback":"t"}""", null)]
    [InlineData("{", null)]
    public void Reads_a_failure_or_says_that_it_is_none(string json, string? message) =>
        Assert.Equal(message, FramePayloads.TryReadFailure(Encoding.UTF8.GetBytes(json))?.Message);

    [Fact]
    public void Puts_environ_and_body_behind_the_header_of_a_request()
    {
        var message = new ArrayBufferWriter<byte>();
        var request = TestRequests.Post("/", "the body"u8.ToArray());
        RequestMessage.Encode(request, message);
        var environ = BinaryPrimitives.ReadInt32LittleEndian(message.WrittenSpan[4..]);
        Assert.Equal(Frames.RequestMessage, message.WrittenSpan[0]);
        Assert.Equal(0, message.WrittenSpan[1]);
        Assert.Equal(request.Exchange, BinaryPrimitives.ReadInt64LittleEndian(message.WrittenSpan[8..]));
        Assert.Equal(0, message.WrittenSpan[Frames.HeaderSize + environ - 1]);
        Assert.Equal("the body"u8, message.WrittenSpan[(Frames.HeaderSize + environ)..]);
    }

    [Fact]
    public void Leaves_a_long_body_where_it_lies()
    {
        var message = new ArrayBufferWriter<byte>();
        var body = new byte[8 * 1024];
        var rest = RequestMessage.Encode(TestRequests.Post("/", body), message);
        Assert.True(rest == body.AsSpan());
        Assert.Equal(Frames.HeaderSize + BinaryPrimitives.ReadInt32LittleEndian(message.WrittenSpan[4..]), message.WrittenCount);
    }

    [Fact]
    public void Names_the_spool_file_in_place_of_a_large_body()
    {
        var message = new ArrayBufferWriter<byte>();
        RequestMessage.Encode(TestRequests.Get("/") with { Body = new RequestBody.Spooled("/spool/body-1", 100_000) }, message);
        Assert.Equal(Frames.SpooledFlag, message.WrittenSpan[1]);
        Assert.True(message.WrittenSpan.EndsWith("\0/spool/body-1"u8));
    }

    private static JsonElement AskPython()
    {
        var folder = Path.Join(AppContext.BaseDirectory, "python");
        var start = new ProcessStartInfo(PythonInterpreter.Find(AppFolder.Settings("/")), ["-c", PrintConstants, folder]) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        return JsonDocument.Parse(python.StandardOutput.ReadToEnd()).RootElement;
    }
}
