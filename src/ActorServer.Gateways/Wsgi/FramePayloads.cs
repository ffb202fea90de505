using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ActorServer.Gateways.Wsgi;

/// <summary>What stands in the payloads of Python's frames; a payload that is not what its kind says gives null.</summary>
internal static class FramePayloads
{
    /// <summary>READY.</summary>
    public sealed record Ready(int Pid, string Python, string Executable);

    /// <summary>BOOT_FAILED.</summary>
    public sealed record BootFailure(string Reason, string? Traceback);

    /// <summary>FAILED.</summary>
    public sealed record Failure(string Reason, string Message, string Traceback);

    public static Ready? TryReadReady(ReadOnlyMemory<byte> payload) => Read(payload, json =>
        new Ready(json.GetProperty("pid").GetInt32(), Text(json, "python") ?? "?", Text(json, "executable") ?? "?"));

    public static BootFailure? TryReadBootFailure(ReadOnlyMemory<byte> payload) => Read(payload, json =>
        new BootFailure(Text(json, "reason") ?? "", Text(json, "traceback")));

    public static Failure? TryReadFailure(ReadOnlyMemory<byte> payload) => Read(payload, json =>
        new Failure(Text(json, "reason") ?? "", Text(json, "message") ?? "", Text(json, "traceback") ?? ""));

    /// <summary>Reads a SHARED payload.</summary>
    public static bool TryReadPlace(ReadOnlySpan<byte> payload, out uint offset, out uint length)
    {
        var isWhole = payload.Length == 2 * sizeof(uint);
        offset = isWhole ? BinaryPrimitives.ReadUInt32LittleEndian(payload) : 0;
        length = isWhole ? BinaryPrimitives.ReadUInt32LittleEndian(payload[sizeof(uint)..]) : 0;
        return isWhole;
    }

    /// <summary>Splits a HEAD payload into the head and the first block.</summary>
    public static bool TrySplitHead(ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> head, out ReadOnlyMemory<byte> block)
    {
        head = block = default;
        if (payload.Length < sizeof(uint))
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(payload.Span);
        if (length > (uint)(payload.Length - sizeof(uint)))
            return false;
        head = payload.Slice(sizeof(uint), (int)length);
        block = payload[(sizeof(uint) + (int)length)..];
        return true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Four kinds of exception mean the same: this is not the object that the kind promises.")]
    private static T? Read<T>(ReadOnlyMemory<byte> payload, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name)
    {
        var value = json.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException) when (value.ValueKind == JsonValueKind.String)
        {
            // A lone surrogate, Python's way to carry a byte that is no UTF-8: shown as it is escaped in JSON.
            return value.GetRawText().Trim('"');
        }
    }
}
