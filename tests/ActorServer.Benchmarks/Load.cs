using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorServer.Benchmarks;

/// <summary>One bounded run of wrk, or of h2load, against a port of this machine.</summary>
internal sealed partial class Load
{
    public const string Wrk = "/usr/bin/wrk";
    public const string H2Load = "/usr/bin/h2load";

    private readonly Workload _workload;
    private readonly string? _script;
    private readonly string? _body;

    /// <summary>Prepares the runs of a workload.</summary>
    public Load(Workload workload, ScratchFolder folder)
    {
        _workload = workload;
        _script = workload.Script is { } script ? folder.Write($"{workload.Name}.lua", script) : null;
        _body = workload.BodySize > 0 ? folder.Write($"{workload.Name}.body", new string('x', workload.BodySize)) : null;
    }

    /// <summary>What a run measured; errors are answers that were not 2xx or 3xx, and broken sockets. Latencies are in milliseconds.</summary>
    internal readonly record struct Result(double RequestsPerSecond, long Requests, double Median, double P99, int Errors, double MicrosecondsPerRequest = 0);

    /// <summary>Requests on all connections for so many seconds.</summary>
    public Result Run(int port, int seconds)
    {
        List<string> arguments = ["-t1", $"-c{Workload.Connections}", $"-d{seconds}", "--latency", "--timeout", "10s"];
        if (_script is not null)
        {
            arguments.AddRange(["-s", _script]);
        }

        string output = OutputOf(Wrk, [.. arguments, UrlOf(port)]);
        Match rate = RatePattern().Match(output);
        Match requests = RequestsPattern().Match(output);
        if (!rate.Success || !requests.Success)
        {
            throw new InvalidOperationException($"wrk said: {output}");
        }

        int errors = ErrorPattern().Matches(output).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        return new Result(Number(rate.Groups[1]), (long)Number(requests.Groups[1]), Percentile(output, "50"), Percentile(output, "99"), errors);
    }

    /// <summary>The requests per second of the connection that got the fewest: 0 when one was not served at all while others were. Null without h2load, and with a server that keeps no connection.</summary>
    public double? SlowestConnection(int port)
    {
        if (!File.Exists(H2Load))
        {
            return null;
        }

        List<string> arguments = ["--h1", "-t1", $"-c{Workload.Connections}", "-D3"];
        if (_body is not null)
        {
            arguments.AddRange(["-d", _body]);
        }

        // It never ends with a server that closes its connections after each answer.
        Match match = PerConnectionPattern().Match(OutputOf(H2Load, [.. arguments, UrlOf(port)], TimeSpan.FromSeconds(10)));
        return match.Success ? Number(match.Groups[1]) : null;
    }

    private string UrlOf(int port) => $"http://127.0.0.1:{port}{_workload.Path}";

    private static string OutputOf(string program, string[] arguments, TimeSpan? patience = null)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(patience ?? Timeout.InfiniteTimeSpan))
        {
            process.Kill();
        }

        return output.GetAwaiter().GetResult();
    }

    private static double Percentile(string output, string percent)
    {
        Match match = Regex.Match(output, $@"^\s+{percent}%\s+([\d.]+)(us|ms|s)", RegexOptions.Multiline);
        double factor = match.Groups[2].Value switch
        {
            "us" => 1e-3,
            "ms" => 1,
            "s" => 1e3,
            _ => double.NaN,
        };
        return match.Success ? Number(match.Groups[1]) * factor : double.NaN;
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex RequestsPattern();

    [GeneratedRegex(@"(?:connect|read|write|timeout|responses:) (\d+)")]
    private static partial Regex ErrorPattern();

    [GeneratedRegex(@"req/s\s*:\s+([\d.]+)")]
    private static partial Regex PerConnectionPattern();
}
