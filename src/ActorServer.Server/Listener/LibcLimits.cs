using System.Runtime.InteropServices;

namespace ActorServer.Server.Listener;

/// <summary>The limit of open files. Numbers and layout are those of 64-bit Linux.</summary>
internal static partial class LibcLimits
{
    private const string Library = "libc";
    private const int OpenFiles = 7; // RLIMIT_NOFILE.
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Descriptors that this process may have open, after raising the soft limit to the hard one as servers do (.NET has done so at its start already). Null where it cannot be told.</summary>
    public static unsafe long? RaiseOpenFiles()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Limit limit;
        if (GetLimit(OpenFiles, &limit) != 0)
            return null;
        if (limit.Soft < limit.Hard)
        {
            var raised = new Limit { Soft = limit.Hard, Hard = limit.Hard };
            if (SetLimit(OpenFiles, &raised) == 0)
                limit = raised;
        }

        return limit.Soft > long.MaxValue ? long.MaxValue : (long)limit.Soft;
    }

    /// <summary>Descriptors that are open now.</summary>
    public static int CountOpen() => Directory.Exists(Descriptors) ? Directory.EnumerateFileSystemEntries(Descriptors).Count() : 0;

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    private static unsafe partial int GetLimit(int resource, Limit* limit);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    private static unsafe partial int SetLimit(int resource, Limit* limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
