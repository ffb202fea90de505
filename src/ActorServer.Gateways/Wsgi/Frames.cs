using System.Buffers.Binary;

namespace ActorServer.Gateways.Wsgi;

// The same table stands at the head of python/_actorserver/frames.py; a test holds the two together. All integers are little-endian.
//
// requests: a SOCK_SEQPACKET pair, server → Python, one message = one request
//   offset  type  what
//        0  u8    kind: 0 setup (the first message), 1 request
//        1  u8    flags: bit 0 = the body is the path of a spool file (UTF-8)
//        2  u16   0
//        4  u32   E: length of the environ part in bytes (setup: 0)
//        8  u64   exchange id (setup: 0)
//       16  E     environ: name NUL value NUL name NUL value NUL ..., latin-1
//     16+E  rest  body bytes, or spool path; setup: a JSON object in UTF-8
//
// control: a SOCK_STREAM pair, both ways; a frame is 16 bytes of header and then its payload
//   offset  type  what
//        0  u32   payload length
//        4  u8    kind
//        5  u8    flags: bit 0 = last: the response is complete with this frame
//        6  u16   0
//        8  u64   exchange id (0: about the process)
//
//   Python → server
//        1  READY        JSON {"pid", "python", "executable"}
//        2  BOOT_FAILED  JSON {"reason", "traceback" or null}; the process then exits
//        3  HEAD         u32 H, H bytes of head (status NUL name NUL value ..., latin-1), then the first block, to the frame's end
//        4  BLOCK        bytes
//        5  END          empty
//        6  FAILED       JSON {"reason", "message", "traceback"}: the request failed
//        7  SHARED       u32 offset, u32 length: a block lies in the shared memory (Shared/SharedRegion.cs)
//   server → Python
//       16  CREDIT       u32 bytes: the client has taken so many; as many again may be sent
//       17  GONE         empty: nobody waits for this answer any more
//       18  INPUT_ENDED  empty: the client has closed its side; it may have left, and the answer is sent all the same

/// <summary>What a control frame says.</summary>
internal enum FrameKind : byte
{
    Ready = 1,
    BootFailed = 2,
    Head = 3,
    Block = 4,
    End = 5,
    Failed = 6,
    Shared = 7,
    Credit = 16,
    Gone = 17,
    InputEnded = 18,
}

/// <summary>The layout of what server and Python process say to each other, and the fixed-size parts of it as bytes.</summary>
internal static class Frames
{
    public const byte SetupMessage = 0;
    public const byte RequestMessage = 1;
    public const byte SpooledFlag = 1;
    public const byte LastFlag = 1;

    /// <summary>Bytes before the environ of a message, and before the payload of a control frame.</summary>
    public const int HeaderSize = 16;

    /// <summary>A CREDIT frame, the longest that the server sends.</summary>
    public const int CreditSize = HeaderSize + 4;

    /// <summary>Writes the header of a message on the requests socket.</summary>
    public static void WriteMessageHeader(Span<byte> header, byte kind, byte flags, int environLength, long exchange)
    {
        header[0] = kind;
        header[1] = flags;
        header[2] = 0;
        header[3] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)environLength);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], exchange);
    }

    /// <summary>The exchange of a message, from its header.</summary>
    public static long ExchangeOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt64LittleEndian(header[8..]);

    /// <summary>Writes a CREDIT frame.</summary>
    /// <returns>The frame's length.</returns>
    public static int WriteCredit(Span<byte> frame, long exchange, int bytes)
    {
        WriteControlHeader(frame, 4, FrameKind.Credit, exchange);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[HeaderSize..], (uint)bytes);
        return CreditSize;
    }

    /// <summary>Writes a frame without a payload: GONE or INPUT_ENDED.</summary>
    /// <returns>The frame's length.</returns>
    public static int WriteEmpty(Span<byte> frame, FrameKind kind, long exchange)
    {
        WriteControlHeader(frame, 0, kind, exchange);
        return HeaderSize;
    }

    /// <summary>Reads the header of a frame from Python.</summary>
    /// <param name="header">At least <see cref="HeaderSize"/> bytes.</param>
    /// <param name="maxPayload">The longest payload, inclusive.</param>
    /// <param name="parsed">The header, when null is returned.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public static string? TryReadHeader(ReadOnlySpan<byte> header, int maxPayload, out FrameHeader parsed)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        var kind = (FrameKind)header[4];
        var flags = header[5];
        parsed = new FrameHeader((int)Math.Min(length, int.MaxValue), kind, (flags & LastFlag) != 0, BinaryPrimitives.ReadInt64LittleEndian(header[8..]));
        if (kind is < FrameKind.Ready or > FrameKind.Shared)
            return $"kind {header[4]} is unknown";
        if (length > (uint)maxPayload)
            return $"a payload of {length} bytes is longer than the {maxPayload} allowed";
        return flags > LastFlag || header[6] != 0 || header[7] != 0 ? "reserved bits are set" : null;
    }

    private static void WriteControlHeader(Span<byte> frame, int length, FrameKind kind, long exchange)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)length);
        frame[4] = (byte)kind;
        frame[5] = 0;
        frame[6] = 0;
        frame[7] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], exchange);
    }
}

/// <summary>The header of a control frame.</summary>
internal readonly record struct FrameHeader(int Length, FrameKind Kind, bool IsLast, long Exchange);

/// <summary>A frame from Python: a message to the process actor. The payload is an array of its own, exactly as long as the payload.</summary>
internal sealed record ControlFrame(FrameKind Kind, bool IsLast, long Exchange, ReadOnlyMemory<byte> Payload);
