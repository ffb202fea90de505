using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// Turns a request into the environ part of its message: CGI names and values, each ended by a NUL, straight from the request's bytes without a
/// string per field (PEP 3333, RFC 3875 §4.1). What is the same for each request (SERVER_SOFTWARE, most of <c>wsgi.*</c>) is added by Python.
/// A NUL inside a name or value would forge further names: it throws, whoever let it through.
/// </summary>
internal static class EnvironEncoder
{
    /// <summary>Appends the environ of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="InvalidDataException">A name or value has a NUL. What was appended before must not be sent.</exception>
    public static void Encode(GatewayRequest request, IBufferWriter<byte> output)
    {
        var head = request.Head;
        Add(output, "REQUEST_METHOD"u8, head.Method);
        Add(output, "SCRIPT_NAME"u8, request.RootPath);
        AddPath(output, head.Path[request.RootLength..]);
        Add(output, "QUERY_STRING"u8, head.Query);
        Add(output, "RAW_URI"u8, head.Target);
        Add(output, "REQUEST_URI"u8, head.Target);
        Add(output, "SERVER_PROTOCOL"u8, head.MinorVersion == 0 ? "HTTP/1.0"u8 : "HTTP/1.1"u8);
        // A host is ASCII, and 255 bytes are more than any has.
        var asked = request.Transport.AskedHost;
        Span<byte> room = stackalloc byte[256];
        var host = asked is null ? head.Host : asked.Length <= room.Length ? room[..Encoding.ASCII.GetBytes(asked, room)] : Encoding.ASCII.GetBytes(asked);
        AddTransport(output, request.Transport, host);
        if (head.Framing != BodyFraming.None || request.Body.Length > 0)
            Add(output, "CONTENT_LENGTH"u8, request.Body.Length);
        AddFields(output, head, host);
        Add(output, "HTTP_X_REQUEST_ID"u8, request.Id);
    }

    internal static void AddPath(IBufferWriter<byte> output, ReadOnlySpan<byte> path)
    {
        Write(output, "PATH_INFO"u8);
        WriteNul(output);
        if (path is [(byte)'*'])
            Write(output, "/"u8);
        else if (path.Contains((byte)'%'))
            WriteDecoded(output, path);
        else
            Write(output, path);
        WriteNul(output);
    }

    // Decoded exactly once, into bytes that Python reads as latin-1 (PEP 3333, "Unicode Issues"). A sign that starts no escape stands for itself.
    private static void WriteDecoded(IBufferWriter<byte> output, ReadOnlySpan<byte> path)
    {
        var decoded = output.GetSpan(path.Length);
        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var isEscape = path[i] == (byte)'%' && i + 2 < path.Length && char.IsAsciiHexDigit((char)path[i + 1]) && char.IsAsciiHexDigit((char)path[i + 2]);
            decoded[length++] = isEscape ? (byte)((Digit(path[i + 1]) << 4) | Digit(path[i + 2])) : path[i];
            if (isEscape)
                i += 2;
        }

        ThrowOnNul(decoded[..length]);
        output.Advance(length);
    }

    private static int Digit(byte hex) => hex <= (byte)'9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    private static void AddTransport(IBufferWriter<byte> output, TransportFacts transport, ReadOnlySpan<byte> host)
    {
        var isSecure = transport.Scheme == "https";
        if (transport.LocalPort > 0 && transport.AskedHost is null)
        {
            Add(output, "SERVER_NAME"u8, transport.LocalAddress);
            Add(output, "SERVER_PORT"u8, transport.AskedPort > 0 ? transport.AskedPort : transport.LocalPort);
        }
        else
        {
            // A Unix-domain socket has neither, and PEP 3333 wants both: what the client asked for is the best answer. Behind a proxy it is the right one.
            var colon = host.LastIndexOf((byte)':');
            var hasPort = colon > host.LastIndexOf((byte)']') && colon + 1 < host.Length;
            if (host.IsEmpty)
                Add(output, "SERVER_NAME"u8, transport.LocalAddress);
            else
                Add(output, "SERVER_NAME"u8, hasPort ? host[..colon] : host.TrimEnd((byte)':'));
            if (!hasPort && transport.AskedPort > 0)
                Add(output, "SERVER_PORT"u8, transport.AskedPort);
            else
                Add(output, "SERVER_PORT"u8, hasPort ? host[(colon + 1)..] : isSecure ? "443"u8 : "80"u8);
        }

        Add(output, "REMOTE_ADDR"u8, transport.RemoteAddress);
        if (transport.RemotePort > 0)
            Add(output, "REMOTE_PORT"u8, transport.RemotePort);
        Add(output, "wsgi.url_scheme"u8, transport.Scheme);
        if (isSecure)
            Add(output, "HTTPS"u8, "on"u8);
        if (transport.Tls is { } tls)
            output.Write(tls.Environ);
    }

    private static void AddFields(IBufferWriter<byte> output, RequestHead head, ReadOnlySpan<byte> host)
    {
        var fields = head.Fields;
        var hasHost = false;
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields.Name(i);
            switch (name.Length)
            {
                case 4 when Is(name, "host"u8):
                    hasHost = true;
                    Add(output, "HTTP_HOST"u8, host);
                    continue;
                case 12 when Is(name, "content-type"u8):
                    Add(output, "CONTENT_TYPE"u8, fields.Value(i));
                    continue;
                // Ours is in CONTENT_LENGTH, and after de-chunking there is no transfer coding; the request id is set by the caller.
                case 14 when Is(name, "content-length"u8):
                case 17 when Is(name, "transfer-encoding"u8):
                case 12 when Is(name, "x-request-id"u8):
                    continue;
            }

            // The first of a name carries the values of all of them.
            if (!IsRepetition(fields, i))
                AddField(output, fields, i);
        }

        // An absolute target names the authority also where HTTP/1.0 gave no Host.
        if (!hasHost && !host.IsEmpty)
            Add(output, "HTTP_HOST"u8, host);
    }

    private static bool IsRepetition(FieldTable fields, int index) =>
        fields.TryFind(fields.Name(index), out var first) && first < index;

    private static void AddField(IBufferWriter<byte> output, FieldTable fields, int index)
    {
        var name = fields.Name(index);
        Write(output, "HTTP_"u8);
        var upper = output.GetSpan(name.Length);
        for (var i = 0; i < name.Length; i++)
            upper[i] = name[i] == (byte)'-' ? (byte)'_' : name[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(name[i] - 32) : name[i];
        ThrowOnNul(upper[..name.Length]);
        output.Advance(name.Length);
        WriteNul(output);
        Write(output, fields.Value(index));
        // RFC 9110 §5.3 joins lists with a comma; RFC 6265 §5.4 has cookies' own separator.
        var separator = Is(name, "cookie"u8) ? "; "u8 : ", "u8;
        for (var next = index; fields.TryFindAfter(next, name, out next);)
        {
            Write(output, separator);
            Write(output, fields.Value(next));
        }

        WriteNul(output);
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) => Ascii.EqualsIgnoreCase(name, lowerCase);

    private static void Add(IBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Write(output, name);
        WriteNul(output);
        Write(output, value);
        WriteNul(output);
    }

    private static void Add(IBufferWriter<byte> output, ReadOnlySpan<byte> name, string value)
    {
        Write(output, name);
        WriteNul(output);
        var room = output.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room);
        ThrowOnNul(room[..length]);
        output.Advance(length);
        WriteNul(output);
    }

    private static void Add(IBufferWriter<byte> output, ReadOnlySpan<byte> name, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(value, digits, out var length);
        Add(output, name, digits[..length]);
    }

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        ThrowOnNul(bytes);
        output.Write(bytes);
    }

    private static void WriteNul(IBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = 0;
        output.Advance(1);
    }

    private static void ThrowOnNul(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
            throw new InvalidDataException("A name or value of the environ contains a NUL byte, which would forge further names; such a request is never given to an application.");
    }
}
