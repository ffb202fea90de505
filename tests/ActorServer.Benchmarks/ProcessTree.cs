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
        return own + Children(id).Sum(ProcessorSeconds);
    }

    /// <summary>The memory of all of them in bytes, pages that several share counted in parts (PSS).</summary>
    public static long MemoryBytes(int id)
    {
        string line = File.ReadLines($"/proc/{id}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return (Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024) + Children(id).Sum(MemoryBytes);
    }

    /// <summary>The memory of one process.</summary>
    public static Memory OwnMemory(int id)
    {
        string[] lines = File.ReadAllLines($"/proc/{id}/smaps_rollup");
        return new Memory(Kilobytes("Rss:") * 1024, Kilobytes("Anonymous:") * 1024);

        long Kilobytes(string name) => Number(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    private static IEnumerable<int> Children(int id) => Directory.GetDirectories($"/proc/{id}/task")
        .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => (int)Number(child));

    /// <summary>What one process holds.</summary>
    /// <param name="Resident">Bytes of all its pages in memory.</param>
    /// <param name="Anonymous">Bytes of those that no file stands behind: heaps and stacks.</param>
    internal sealed record Memory(long Resident, long Anonymous);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
