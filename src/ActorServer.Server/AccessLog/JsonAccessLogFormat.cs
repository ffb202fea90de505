using System.Buffers;
using System.Text.Json;
using ActorServer.Http;

namespace ActorServer.Server.AccessLog;

/// <summary>One JSON object a line; times in milliseconds, the client's bytes escaped as in the combined form.</summary>
internal sealed class JsonAccessLogFormat : IAccessLogFormat
{
    /// <inheritdoc/>
    public void Append(IBufferWriter<byte> lines, ExchangeCompleted exchange)
    {
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, exchange.At.UtcDateTime);
            json.WriteString("request_id"u8, exchange.RequestId);
            json.WriteString("client"u8, exchange.Client);
            json.WriteString("request"u8, LogText.Escape(exchange.Head is { } head ? head.RequestLine : exchange.RawRequestLine.Span));
            json.WriteNumber("status"u8, exchange.Status);
            json.WriteNumber("bytes"u8, exchange.BodyBytes);
            json.WriteNumber("duration_ms"u8, Math.Round(exchange.Duration.TotalMilliseconds, 3));
            json.WriteNumber("queue_ms"u8, Math.Round(exchange.Queued.TotalMilliseconds, 3));
            json.WriteNumber("worker"u8, exchange.Worker);
            WriteField(json, "referer"u8, exchange, "Referer"u8);
            WriteField(json, "user_agent"u8, exchange, "User-Agent"u8);
            json.WriteBoolean("complete"u8, exchange.IsComplete);
            json.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    private static void WriteField(Utf8JsonWriter json, ReadOnlySpan<byte> key, ExchangeCompleted exchange, ReadOnlySpan<byte> name)
    {
        if (exchange.Head is { } head && head.Fields.TryFind(name, out int index))
        {
            json.WriteString(key, LogText.Escape(head.Fields.Value(index)));
        }
    }
}
