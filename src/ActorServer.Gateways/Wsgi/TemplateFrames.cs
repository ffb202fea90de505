using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ActorServer.Gateways.Wsgi;

/// <summary>What a template says on its control stream; header and layout are those of Frames.cs.</summary>
internal enum TemplateFrameKind : byte
{
    /// <summary>The import is done. JSON as of a worker, with "threads" and "other_threads".</summary>
    Ready = 1,

    /// <summary>As of a worker.</summary>
    BootFailed = 2,

    /// <summary>u32: the process id of the launch that the header names.</summary>
    Forked = 32,

    /// <summary>UTF-8: why the launch failed.</summary>
    NotForked = 33,

    /// <summary>u32: exit status, or 128 + the signal; the process is not reaped before the server says so.</summary>
    Exited = 34,
}

/// <summary>The messages to a template and what stands in its frames; python/_actorserver/frames.py has the same numbers.</summary>
internal static class TemplateFrames
{
    /// <summary>Message: fork. With the new process's ends of its channel, its output and its error.</summary>
    public const byte ForkMessage = 2;

    /// <summary>Message: the launch is over, its process id may be given to another.</summary>
    public const byte ReapMessage = 3;

    /// <summary>A traceback is far below it.</summary>
    public const int LargestPayload = 1 << 20;

    /// <summary>A message about a launch: a header alone.</summary>
    public static byte[] Message(byte kind, long launch)
    {
        var message = new byte[Frames.HeaderSize];
        Frames.WriteMessageHeader(message, kind, flags: 0, environLength: 0, launch);
        return message;
    }

    /// <summary>The one number of a payload, or null.</summary>
    public static int? TryReadNumber(ReadOnlySpan<byte> payload) =>
        payload.Length == sizeof(int) && BinaryPrimitives.ReadInt32LittleEndian(payload) is >= 0 and var number ? number : null;

    /// <summary>Which threads the import left running, in words; empty when there are none; null when the payload is not a template's.</summary>
    public static string? TryReadThreads(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var names = document.RootElement.GetProperty("threads").EnumerateArray().Select(name => $"'{PrintableText.Escape(name.GetString() ?? "")}'").ToList();
            var others = document.RootElement.GetProperty("other_threads").GetInt32();
            if (others > 0)
                names.Add($"{others} that Python's threading module does not know");
            return string.Join(", ", names);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Text in UTF-8 for the log.</summary>
    public static string ReadText(ReadOnlySpan<byte> payload) => PrintableText.Escape(Encoding.UTF8.GetString(payload));
}
