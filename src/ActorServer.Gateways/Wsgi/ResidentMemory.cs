using System.Globalization;

namespace ActorServer.Gateways.Wsgi;

/// <summary>How much memory a process holds, as the kernel says: pages that it shares with others count fully.</summary>
public static class ResidentMemory
{
    /// <summary>The resident set of a process.</summary>
    /// <param name="pid">The process id.</param>
    /// <returns>Bytes; null when there is no such process, or no /proc to look into.</returns>
    public static long? Of(int pid)
    {
        try
        {
            // proc(5): the second number is the resident set, in pages.
            var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/statm")).Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
