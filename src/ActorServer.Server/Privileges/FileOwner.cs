namespace ActorServer.Server.Privileges;

/// <summary>Whom a file is given to.</summary>
/// <param name="User">The user's number; null leaves it.</param>
/// <param name="Group">The group's number; null leaves it.</param>
internal readonly record struct FileOwner(uint? User, uint? Group)
{
    /// <summary>What is written where an owner belongs.</summary>
    public const string Rule = "user, user:group, user: (with the login group) or :group is allowed, by names or numbers of this system";

    /// <summary>Reads an owner as chown(1) does: <c>user</c>, <c>user:group</c>, <c>user:</c> with the login group, <c>:group</c>.</summary>
    /// <param name="text">What a person wrote; not empty.</param>
    /// <returns>Null when it is no owner, or the system does not know it.</returns>
    public static FileOwner? Find(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var group = colon < 0 ? "" : text[(colon + 1)..];
        var user = name.Length == 0 ? null : Account.Find(name);
        if (name.Length == 0 ? group.Length == 0 : user is null)
            return null;
        if (group.Length > 0)
            return Account.FindGroup(group) is { } id ? new FileOwner(user?.Id, id) : null;
        return new FileOwner(user?.Id, colon < 0 ? null : user?.Group);
    }

    /// <summary>Gives a file to the owner.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <returns>False when the system refuses: the reason is the last system error.</returns>
    public bool TryGive(string path) => LibcAccounts.ChangeOwner(path, User ?? LibcAccounts.Unchanged, Group ?? LibcAccounts.Unchanged) == 0;

    /// <summary>Gives an open file to the owner; as <see cref="TryGive(string)"/>.</summary>
    /// <param name="file">The file.</param>
    public bool TryGive(System.Runtime.InteropServices.SafeHandle file) =>
        LibcAccounts.ChangeOwner(file, User ?? LibcAccounts.Unchanged, Group ?? LibcAccounts.Unchanged) == 0;
}
