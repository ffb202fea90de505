using System.Globalization;
using ActorServer.Gateways;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Privileges;

/// <summary>Who the server becomes before it runs an application.</summary>
/// <param name="User">The user; null to stay who one is.</param>
/// <param name="Group">The number of the group.</param>
/// <param name="Owner">Both as a person reads them.</param>
internal sealed record Identity(Account? User, uint Group, string Owner)
{
    private const string NoLoginGroup = "no user of this system has this number, so it has no login group: name one beside it (actor-server.process.group)";

    /// <summary>What of the settings the system does not know.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<SettingsError> ErrorsIn(ProcessSettings settings)
    {
        var errors = new List<SettingsError>();
        if (settings.Group.Length > 0 && Account.FindGroup(settings.Group) is null)
            errors.Add(new SettingsError(ProcessSettings.GroupKey, settings.Group, "the name or number of a group of this system is allowed"));
        if (settings.User.Length > 0 && Account.Find(settings.User) is var user && (user is null || (user.Group is null && settings.Group.Length == 0)))
            errors.Add(new SettingsError(ProcessSettings.UserKey, settings.User, user is null ? "the name or number of a user of this system is allowed" : NoLoginGroup));
        return errors;
    }

    /// <summary>Who the settings name; null when they name nobody, or something that the system does not know.</summary>
    /// <param name="settings">The settings.</param>
    public static Identity? Of(ProcessSettings settings)
    {
        if (settings is { User: "", Group: "" })
            return null;
        var user = settings.User.Length > 0 ? Account.Find(settings.User) : null;
        var group = settings.Group.Length > 0 ? Account.FindGroup(settings.Group) : user?.Group;
        return group is { } id && (user is not null || settings.User.Length == 0) ? new Identity(user, id, settings.Owner.TrimEnd(':')) : null;
    }

    /// <summary>Why this process cannot become that, in a sentence; null when it can, or is it already.</summary>
    public string? Obstacle()
    {
        var self = LibcAccounts.EffectiveUser();
        if (self == 0)
            return null;
        if (User is not null && User.Id != self)
            return Sentence($"only root becomes another user, and this process is user {Text(self)}: start it as root, or leave the key out", ProcessSettings.UserKey);
        return Group == LibcAccounts.EffectiveGroup()
            ? null
            : Sentence($"only root changes its group, and this process has group {Text(LibcAccounts.EffectiveGroup())}: start it as root, or leave the key out", ProcessSettings.GroupKey);
    }

    private string Sentence(string reason, string key) => $"The server cannot run as {Owner}: {reason} ({key}).";

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
