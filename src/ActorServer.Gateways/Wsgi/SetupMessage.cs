using System.Buffers;
using System.Text.Json;

namespace ActorServer.Gateways.Wsgi;

/// <summary>The first message to a process: what to import and how to serve it.</summary>
internal static class SetupMessage
{
    private static readonly string ServerSoftware = $"ActorServer/{typeof(SetupMessage).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <param name="settings">What to run.</param>
    /// <param name="worker">The worker's number, from 1; 0 is none.</param>
    /// <param name="outputMark">The secret that lets the process say which request wrote what; null: it says nothing.</param>
    /// <param name="isTemplate">The process imports the application and then forks workers in place of serving.</param>
    public static byte[] Encode(WsgiSettings settings, int worker, string? outputMark = null, bool isTemplate = false)
    {
        var message = new ArrayBufferWriter<byte>(512);
        Frames.WriteMessageHeader(message.GetSpan(Frames.HeaderSize), Frames.SetupMessage, flags: 0, environLength: 0, exchange: 0);
        message.Advance(Frames.HeaderSize);
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            json.WriteString("app_loc", Path.GetFullPath(settings.Location));
            json.WriteString("app_module", settings.Module);
            json.WriteString("app", settings.Callable);
            json.WriteBoolean("multiprocess", settings.IsMultiprocess);
            json.WriteBoolean("multithread", settings.Threads > 1);
            json.WriteNumber("threads", settings.Threads);
            json.WriteBoolean("short_turns", settings.HasShortTurns);
            json.WriteNumber("window", settings.ResponseWindow);
            json.WriteString("server_software", ServerSoftware);
            json.WriteNumber("worker", worker);
            if (outputMark is not null)
                json.WriteString("output_mark", outputMark);
            json.WriteBoolean("template", isTemplate);
            json.WriteEndObject();
        }

        return message.WrittenSpan.ToArray();
    }
}
