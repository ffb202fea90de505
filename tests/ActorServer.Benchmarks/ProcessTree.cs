using System.Globalization;

namespace ActorServer.Benchmarks;

/// <summary>What a process and its children have used, from Linux's /proc.</summary>
internal static class ProcessTree
{
    // USER_HZ, which Linux fixes at 100 for user programs.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of all of them since their start, in seconds.</summary>
    public static double ProcessorSeconds(int id)
    {
        // The name in parentheses may hold anything; the fields behind it are fixed (proc(5)): utime is the 12th of them, stime the 13th.
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double own = (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
        return own + Directory.GetDirectories($"/proc/{id}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Sum(child => ProcessorSeconds((int)Number(child)));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
