using System.Globalization;
using System.Text;

namespace ActorServer.Benchmarks;

/// <summary>The standings of a contest as text.</summary>
internal static class Report
{
    /// <summary>One table, which is Markdown too.</summary>
    public static string Table(Workload workload, IReadOnlyList<Standing> standings, int rounds, int seconds)
    {
        Standing ours = standings[0];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"### {workload.Title}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians of {rounds} rounds of {seconds} s, {Workload.Connections} connections.");
        text.AppendLine();
        text.AppendLine($"| {"server",-30} | requests/s | ours is | CPU µs | ours is | p50 ms | p99 ms | memory MB | errors | every connection served |");
        text.AppendLine($"|{new string('-', 32)}|-----------:|--------:|-------:|--------:|-------:|-------:|----------:|-------:|-------------------------|");
        foreach (Standing one in standings)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {one.Name,-30} | {one.RequestsPerSecond,10:F0} | {Ratio(ours.RequestsPerSecond, one.RequestsPerSecond),7} | {one.MicrosecondsPerRequest,6:F1} "
                + $"| {Ratio(ours.MicrosecondsPerRequest, one.MicrosecondsPerRequest),7} | {one.Median,6:F1} | {one.P99,6:F1} | {one.Memory / 1e6,9:F0} | {one.Errors,6} | {Served(one),-23} |");
        }

        return text.ToString();
    }

    private static string Ratio(double ours, double other) => (ours / other).ToString("F2", CultureInfo.InvariantCulture) + " ×";

    private static string Served(Standing one) => one switch
    {
        { SlowestConnection: null } => "not measured",
        { ServedAll: true } => "yes",
        _ => "no",
    };
}
