using System.Runtime.InteropServices;

namespace ActorServer.Server.Control;

/// <summary>Who owns what, for which .NET has no words. Linux; elsewhere the answers are null, and the modes of files alone protect.</summary>
internal static partial class LibcControl
{
    private const string Library = "libc";

    // Linux, statx(2): AT_FDCWD, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS; offsets in struct statx, the same on every machine.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int StatxSize = 256;
    private const int UidOffset = 20;
    private const int ModeOffset = 28;
    private const int NumberOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>The kind bits of a mode, and the kind that is a folder.</summary>
    public const int KindMask = 0xF000;

    /// <summary>The kind of a folder.</summary>
    public const int Folder = 0x4000;

    /// <summary>The kind of an ordinary file.</summary>
    public const int RegularFile = 0x8000;

    /// <summary>The kind of a socket's file.</summary>
    public const int SocketFile = 0xC000;

    /// <summary>The user that this process acts as; null elsewhere.</summary>
    public static uint? UserId => OperatingSystem.IsWindows() ? null : EffectiveUserId();

    /// <summary>Owner and mode of a file, not following a link; null when there is none, or elsewhere.</summary>
    /// <param name="path">The file.</param>
    public static (uint Owner, int Mode)? OwnerOf(string path) => Of(path) is { } facts ? (facts.Owner, facts.Mode) : null;

    /// <summary>Which file a path names now, not following a link: no other one has the same device and number while it exists. Null when there is none, or elsewhere.</summary>
    /// <param name="path">The path.</param>
    public static (ulong Device, ulong Number)? IdentityOf(string path) => Of(path) is { } facts ? (facts.Device, facts.Number) : null;

    /// <summary>The kind of an open file; null where the system does not say.</summary>
    /// <param name="file">The file; one that was opened by its path alone will do.</param>
    public static int? KindOf(SafeHandle file) => Of(file) is { } facts ? facts.Mode & KindMask : null;

    /// <summary>Which file is open, as for <see cref="IdentityOf"/>.</summary>
    /// <param name="file">The file.</param>
    public static (ulong Device, ulong Number)? IdentityOfOpen(SafeHandle file) => Of(file) is { } facts ? (facts.Device, facts.Number) : null;

    private static unsafe Facts? Of(string path)
    {
        byte* buffer = stackalloc byte[StatxSize];
        return OperatingSystem.IsLinux() && Statx(CurrentFolder, path, NoFollow, BasicStats, buffer) == 0 ? Read(buffer) : null;
    }

    private static unsafe Facts? Of(SafeHandle file)
    {
        byte* buffer = stackalloc byte[StatxSize];
        return OperatingSystem.IsLinux() && StatxOpen(file, "", EmptyPath, BasicStats, buffer) == 0 ? Read(buffer) : null;
    }

    private static unsafe Facts Read(byte* buffer)
    {
        var facts = new ReadOnlySpan<byte>(buffer, StatxSize);
        return new Facts(
            MemoryMarshal.Read<uint>(facts[UidOffset..]), MemoryMarshal.Read<ushort>(facts[ModeOffset..]), MemoryMarshal.Read<ulong>(facts[DeviceOffset..]), MemoryMarshal.Read<ulong>(facts[NumberOffset..]));
    }

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatxOpen(SafeHandle folder, string path, int flags, uint mask, byte* result);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* result);

    private readonly record struct Facts(uint Owner, int Mode, ulong Device, ulong Number);
}
