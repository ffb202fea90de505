using System.Runtime.InteropServices;

namespace ActorServer.Server.Privileges;

/// <summary>Users, groups and what a process may do, for which .NET has no words. Layouts are those of 64-bit Linux, the same on x64 and arm64, glibc and musl.</summary>
internal static partial class LibcAccounts
{
    public const int ReadAndEnter = 5; // R_OK | X_OK.
    public const int Enter = 1; // X_OK.
    public const int Read = 4; // R_OK.
    public const int TooSmall = 34; // ERANGE.

    // "Leave it as it is", for chown(2).
    public const uint Unchanged = uint.MaxValue;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();

    [LibraryImport(Library, EntryPoint = "umask")]
    public static partial uint SetMask(uint mask);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    // The C library's own functions, and not the system calls: those change one thread, these all.
    [LibraryImport(Library, EntryPoint = "initgroups", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetGroupsOf(string user, uint group);

    [LibraryImport(Library, EntryPoint = "setgroups", SetLastError = true)]
    public static unsafe partial int SetGroups(nuint count, uint* groups);

    [LibraryImport(Library, EntryPoint = "setgid", SetLastError = true)]
    public static partial int SetGroup(uint group);

    [LibraryImport(Library, EntryPoint = "setuid", SetLastError = true)]
    public static partial int SetUser(uint user);

    [LibraryImport(Library, EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int UserByName(string name, UserEntry* entry, byte* buffer, nuint size, UserEntry** found);

    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    public static unsafe partial int UserByNumber(uint number, UserEntry* entry, byte* buffer, nuint size, UserEntry** found);

    [LibraryImport(Library, EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int GroupByName(string name, GroupEntry* entry, byte* buffer, nuint size, GroupEntry** found);

    [LibraryImport(Library, EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeHandle file, uint user, uint group);

    /// <summary>One <c>struct passwd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct UserEntry
    {
        public byte* Name;
        public byte* Password;
        public uint User;
        public uint Group;
        public byte* Comment;
        public byte* Home;
        public byte* Shell;
    }

    /// <summary>One <c>struct group</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct GroupEntry
    {
        public byte* Name;
        public byte* Password;
        public uint Group;
        public byte** Members;
    }
}
