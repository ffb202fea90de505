using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorServer.Server.Privileges;

/// <summary>A user of this system, or a bare number that no user has.</summary>
/// <param name="Name">The login name; of a bare number its digits.</param>
/// <param name="Id">The user's number.</param>
/// <param name="Group">The number of the login group; null for a bare number.</param>
/// <param name="Home">The home folder; null for a bare number.</param>
internal sealed record Account(string Name, uint Id, uint? Group, string? Home)
{
    private const int LargestBuffer = 1 << 20;

    private unsafe delegate int Lookup(byte* buffer, nuint size);

    /// <summary>The user of a name or a number, or null. A name of digits alone comes first, as for chown(1).</summary>
    /// <param name="text">What a person wrote.</param>
    public static unsafe Account? Find(string text)
    {
        Account? account = null;
        var number = Number(text);
        Repeat((buffer, size) =>
        {
            LibcAccounts.UserEntry entry;
            LibcAccounts.UserEntry* found = null;
            var error = LibcAccounts.UserByName(text, &entry, buffer, size, &found);
            if (error == 0 && found is null && number is { } id)
                error = LibcAccounts.UserByNumber(id, &entry, buffer, size, &found);
            if (error == 0 && found is not null)
                account = new Account(Text(found->Name) ?? text, found->User, found->Group, Text(found->Home));
            return error;
        });
        return account ?? (number is { } bare ? new Account(text, bare, null, null) : null);
    }

    /// <summary>The number of a group by its name or number, or null.</summary>
    /// <param name="text">What a person wrote.</param>
    public static unsafe uint? FindGroup(string text)
    {
        uint? group = null;
        Repeat((buffer, size) =>
        {
            LibcAccounts.GroupEntry entry;
            LibcAccounts.GroupEntry* found = null;
            var error = LibcAccounts.GroupByName(text, &entry, buffer, size, &found);
            if (error == 0 && found is not null)
                group = found->Group;
            return error;
        });
        return group ?? Number(text);
    }

    // The entry's texts go into a buffer of the caller's, who cannot know how long they are.
    private static unsafe void Repeat(Lookup lookup)
    {
        for (var size = 1024; size <= LargestBuffer; size *= 4)
        {
            var buffer = new byte[size];
            fixed (byte* first = buffer)
            {
                if (lookup(first, (nuint)size) != LibcAccounts.TooSmall)
                    return;
            }
        }
    }

    private static unsafe string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    // The largest number means "nobody in particular" to the system calls.
    private static uint? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != LibcAccounts.Unchanged ? number : null;
}
