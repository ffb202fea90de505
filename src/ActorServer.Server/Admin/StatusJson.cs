using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorServer.Gateways.Describing;
using ActorServer.Gateways.Wsgi;
using ActorServer.Server.Listener;

namespace ActorServer.Server.Admin;

/// <summary>Writes what was collected as JSON: what <c>/status</c> and <c>actorserver status --json</c> show.</summary>
/// <param name="version">The server's version.</param>
internal sealed class StatusJson(string version)
{
    // Request lines are escaped already; turning their quotes into \u0022 would only make them unreadable. Nobody puts this into a page of HTML.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly long _since = Stopwatch.GetTimestamp();

    /// <summary>The text. Reads of each process how much memory it has: not for an actor's turn.</summary>
    /// <param name="status">What was collected.</param>
    public ReadOnlyMemory<byte> Write(ServerStatus status)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            json.WriteStartObject();
            json.WriteString("version", version);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteNumber("uptime_s", Seconds(Stopwatch.GetElapsedTime(_since)));
            json.WriteString("state", Readiness.StateOf(status));
            WriteListener(json, status.Listener);
            WritePool(json, status.Pool);
            WriteWorkers(json, status);
            json.WriteEndObject();
        }

        text.Write("\n"u8);
        return text.WrittenMemory;
    }

    private static void WriteListener(Utf8JsonWriter json, ListenerStatus? listener)
    {
        json.WritePropertyName("listener");
        if (listener is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("url", listener.Url);
        json.WriteString("state", Readiness.Name(listener));
        json.WriteNumber("connections", listener.Open);
        json.WriteNumber("max_connections", listener.MaxConnections);
        json.WriteNumber("accepted", listener.Accepted);
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json, PoolStatus? pool)
    {
        json.WritePropertyName("pool");
        if (pool is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("state", Readiness.Name(pool.State));
        json.WriteNumber("workers", pool.Workers);
        json.WriteNumber("ready", pool.Ready);
        json.WriteNumber("busy", pool.Busy);
        json.WriteNumber("queued", pool.Queued);
        WriteMilliseconds(json, "oldest_queued_ms", pool.OldestQueued);
        WriteCounts(json, "shed", pool.Shed);
        WriteCounts(json, "restarts", pool.Restarts);
        json.WritePropertyName("last_failure");
        WriteFailure(json, pool.LastFailure);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, BootFailure? failure)
    {
        if (failure is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("at", failure.At.UtcDateTime);
        json.WriteNumber("worker", failure.Worker);
        json.WriteString("reason", failure.Reason);
        json.WriteString("traceback", failure.Traceback);
        json.WriteEndObject();
    }

    private static void WriteWorkers(Utf8JsonWriter json, ServerStatus status)
    {
        // A thousand slots that do nothing tell nobody anything.
        WorkerStatus[] shown = [.. status.Workers.Where(worker => !worker.IsIdleSlot)];
        json.WriteNumber("idle_slots", status.Workers.Count - shown.Length);
        json.WriteStartArray("silent_workers");
        foreach (int worker in status.Silent)
            json.WriteNumberValue(worker);
        json.WriteEndArray();
        json.WriteStartArray("workers");
        foreach (WorkerStatus worker in shown)
        {
            json.WriteStartObject();
            json.WriteNumber("worker", worker.Worker);
            json.WriteNumber("restarts", status.Pool?.RestartsOf.ElementAtOrDefault(worker.Worker) ?? 0);
            json.WriteString("last_exit", worker.LastExit);
            json.WriteStartArray("processes");
            foreach (ProcessStatus process in worker.Processes)
                WriteProcess(json, process);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProcess(Utf8JsonWriter json, ProcessStatus process)
    {
        json.WriteStartObject();
        json.WriteNumber("generation", process.Generation);
        WriteNumber(json, "pid", process.Pid);
        json.WriteString("state", Readiness.Name(process.State));
        json.WriteNumber("age_s", Seconds(process.Age));
        json.WriteNumber("served", process.Served);
        WriteNumber(json, "rss_bytes", process.Pid is { } pid ? ResidentMemory.Of(pid) : null);
        json.WriteStartArray("requests");
        foreach (RequestStatus request in process.Requests)
        {
            json.WriteStartObject();
            json.WriteString("id", request.Id);
            json.WriteString("line", request.Line);
            WriteMilliseconds(json, "elapsed_ms", request.Elapsed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach ((string reason, long count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteNumber(reason, count);
        json.WriteEndObject();
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } value)
            json.WriteNumber(name, Math.Round(value.TotalMilliseconds, 1));
        else
            json.WriteNull(name);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 1);
}
