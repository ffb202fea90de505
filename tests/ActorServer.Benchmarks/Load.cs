using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorServer.Benchmarks;

/// <summary>One bounded run of wrk against a port of this machine.</summary>
internal static partial class Load
{
    public const string Wrk = "/usr/bin/wrk";

    /// <summary>What a run measured; errors are answers that were not 2xx or 3xx, and broken sockets.</summary>
    internal readonly record struct Result(double RequestsPerSecond, long Requests, int Errors, double MicrosecondsPerRequest = 0);

    public static Result Run(int port, string path, int seconds)
    {
        var start = new ProcessStartInfo(Wrk, ["-t1", "-c64", $"-d{seconds}", $"http://127.0.0.1:{port}{path}"]) { RedirectStandardOutput = true };
        using Process wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        string output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        Match rate = RatePattern().Match(output);
        Match requests = RequestsPattern().Match(output);
        if (!rate.Success || !requests.Success)
        {
            throw new InvalidOperationException($"wrk said: {output}");
        }

        int errors = ErrorPattern().Matches(output).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        return new Result(Number(rate), (long)Number(requests), errors);

        static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex RequestsPattern();

    [GeneratedRegex(@"(?:connect|read|write|timeout|responses:) (\d+)")]
    private static partial Regex ErrorPattern();
}
