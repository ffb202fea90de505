using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace ActorServer.CommandLine;

/// <summary>The status for a person: two lines about the whole, and one for each process; as a table on a terminal, with tabs elsewhere.</summary>
internal static class StatusReport
{
    private static readonly string[] Columns = ["worker", "pid", "state", "age", "served", "memory", "restarts", "request", "last exit"];

    /// <summary>Writes the report.</summary>
    /// <param name="status">What <c>/status</c> says.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">True for a table.</param>
    public static void Write(JsonObject status, TextWriter output, bool isTerminal)
    {
        foreach (var line in Summary(status))
            output.WriteLine(line);
        var rows = Rows(status).ToArray();
        if (rows.Length == 0)
            return;
        if (!isTerminal)
        {
            foreach (var row in rows.Prepend(Columns))
                output.WriteLine(string.Join('\t', row));
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    private static IEnumerable<string> Summary(JsonObject status)
    {
        var (listener, pool) = (status["listener"], status["pool"]);
        yield return $"{Text(status["state"])}: {Text(listener?["url"])}, process {Text(status["pid"])}, version {Text(status["version"])}, up {Time(status["uptime_s"])}";
        if (pool is not null)
        {
            var shed = pool["shed"] is JsonObject { Count: > 0 } counts ? ", refused " + string.Join(", ", counts.Select(pair => $"{pair.Value} {pair.Key}")) : "";
            var oldest = pool["oldest_queued_ms"] is { } age ? $" (the oldest {age} ms)" : "";
            yield return $"{Text(pool["ready"])} of {Text(pool["workers"])} workers ready, {Text(pool["busy"])} busy, {Text(pool["queued"])} waiting{oldest}{shed}, "
                + $"{Text(listener?["connections"])} of {Text(listener?["max_connections"])} connections";
        }

        if (pool?["last_failure"] is { } failure)
            yield return $"last failure {Text(failure["at"])}: {Text(failure["reason"])}";
        if (status["silent_workers"] is JsonArray { Count: > 0 } silent)
            yield return $"no answer from worker {string.Join(", ", silent.Select(worker => Text(worker)))}";
        if ((long?)status["idle_slots"] > 0)
            yield return $"{Text(status["idle_slots"])} idle slots are not shown";
    }

    private static IEnumerable<string[]> Rows(JsonObject status)
    {
        foreach (var worker in status["workers"]?.AsArray() ?? [])
        {
            var processes = worker?["processes"]?.AsArray() ?? [];
            if (processes.Count == 0)
                yield return [Text(worker?["worker"]), "-", "waiting", "-", "-", "-", Text(worker?["restarts"]), "-", Text(worker?["last_exit"])];
            foreach (var process in processes)
            {
                yield return
                [
                    Text(worker?["worker"]), Text(process?["pid"]), Text(process?["state"]), Time(process?["age_s"]), Text(process?["served"]), Memory(process?["rss_bytes"]),
                    Text(worker?["restarts"]), Requests(process?["requests"]?.AsArray() ?? []), Text(worker?["last_exit"]),
                ];
            }
        }
    }

    // The one that runs; those behind it have not been received yet.
    private static string Requests(JsonArray requests) => requests switch
    {
        [] => "-",
        [var first] => $"{Text(first?["line"])} ({Text(first?["elapsed_ms"])} ms)",
        [var first, ..] => $"{Text(first?["line"])} ({Text(first?["elapsed_ms"])} ms), {requests.Count - 1} more",
    };

    private static string Text(JsonNode? value) => value is null ? "-" : value.ToString();

    private static string Memory(JsonNode? bytes) => bytes is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / (1 << 20):F1} MiB");

    private static string Time(JsonNode? seconds)
    {
        if (seconds is null)
            return "-";
        var time = TimeSpan.FromSeconds((double)seconds);
        return time switch
        {
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
            { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h"),
        };
    }
}
