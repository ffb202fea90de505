using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Server.Privileges;

namespace ActorServer.Server.Settings;

/// <summary>Who the server is when it runs applications: <c>actor-server.process</c>.</summary>
/// <param name="User">The name or number of the user that it becomes; empty to stay who it is.</param>
/// <param name="Group">The name or number of the group; empty for the user's login group.</param>
/// <param name="Mask">The mask of new files' modes; null leaves it.</param>
internal sealed record ProcessSettings(string User, string Group, UnixFileMode? Mask)
{
    /// <summary>The key of the user.</summary>
    public const string UserKey = Section + ".user";

    /// <summary>The key of the group.</summary>
    public const string GroupKey = Section + ".group";

    private const string Section = "actor-server.process";

    /// <summary>Whom files belong to that are made before the server becomes somebody else, in the words of chown(1); empty when it does not.</summary>
    public string Owner => User.Length > 0 || Group.Length > 0 ? $"{User}:{Group}" : "";

    /// <summary>The same where it makes a difference: in a process that is root. Null elsewhere, and where nobody is named.</summary>
    public FileOwner? OwnerOfFiles => Owner.Length > 0 && LibcAccounts.EffectiveUser() == 0 ? FileOwner.Find(Owner) : null;

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ProcessSettings From(Config config)
    {
        var reader = new SettingsReader(config, Section);
        var user = reader.Text("user", mayBeEmpty: true);
        var group = reader.Text("group", mayBeEmpty: true);
        if (user.Contains(':', StringComparison.Ordinal))
            reader.Refuse("user", "the name or number of a user is allowed; the group has a key of its own (actor-server.process.group)");
        if (group.Contains(':', StringComparison.Ordinal))
            reader.Refuse("group", "the name or number of a group is allowed");
        var settings = new ProcessSettings(user, group, reader.Text("umask", mayBeEmpty: true) is { Length: > 0 } ? OctalMode.Read(reader, "umask") : null);
        reader.ThrowIfRefused();
        return settings;
    }
}
