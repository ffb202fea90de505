using System.Globalization;
using System.Runtime.InteropServices;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Privileges;

/// <summary>
/// Turns the whole process, all its threads, from root into somebody else, for good. Order: supplementary groups, group, user; each needs what the next one takes away.
/// The kernel then treats the process as one that has held secrets: others of the same user cannot look into it or take it over by a debugger.
/// </summary>
internal static class PrivilegeDrop
{
    /// <summary>Becomes the identity; does nothing when this process is not root, since <see cref="Identity.Obstacle"/> allows only what it is already.</summary>
    /// <param name="identity">Who to become.</param>
    /// <exception cref="PrivilegeException">The system refuses.</exception>
    public static void Apply(Identity identity)
    {
        if (LibcAccounts.EffectiveUser() != 0)
            return;
        SetGroups(identity);
        Check(LibcAccounts.SetGroup(identity.Group), identity, "setgid");
        if (identity.User is not { } user)
            return;
        RuntimeFiles.Remove();
        Check(LibcAccounts.SetUser(user.Id), identity, "setuid");
        if (user.Id != 0 && LibcAccounts.SetUser(0) == 0)
            throw new PrivilegeException($"The server cannot run as {identity.Owner}: it could become root again, so something of this system keeps its privileges ({ProcessSettings.UserKey}).");

        // What the server starts believes these, and would look for its files in root's home.
        Environment.SetEnvironmentVariable("USER", user.Name);
        Environment.SetEnvironmentVariable("LOGNAME", user.Name);
        Environment.SetEnvironmentVariable("HOME", user.Home ?? "/");
    }

    /// <summary>What of the files that an application needs cannot be read any more, in a sentence; null when all can.</summary>
    /// <param name="identity">Who this process has become.</param>
    /// <param name="folders">Folders, each with what lies in it.</param>
    public static string? Unreadable(Identity identity, IEnumerable<(string Path, string What)> folders)
    {
        foreach (var (path, what) in folders)
        {
            if (LibcAccounts.Access(path, LibcAccounts.ReadAndEnter) != 0)
                return $"The server runs as {identity.Owner}, who cannot read {path}, {what}: {Forbidding(path)} ({ProcessSettings.UserKey}).";
        }

        return null;
    }

    private static unsafe void SetGroups(Identity identity)
    {
        var group = identity.Group;
        var isKnown = identity.User is { Group: not null };
        Check(isKnown ? LibcAccounts.SetGroupsOf(identity.User!.Name, group) : LibcAccounts.SetGroups(1, &group), identity, isKnown ? "initgroups" : "setgroups"); // Known: there is a user.
    }

    // The nearest folder above that lets nobody through: that is the one to change, and not the one at the end.
    private static string Forbidding(string path)
    {
        var folders = new Stack<string>();
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
            folders.Push(folder);
        var closed = folders.FirstOrDefault(folder => LibcAccounts.Access(folder, LibcAccounts.Enter) != 0);
        return closed is null ? "its mode or owner forbids it" : $"the mode or owner of {closed} forbids it";
    }

    private static void Check(int result, Identity identity, string call)
    {
        if (result == 0)
            return;
        var error = Marshal.GetLastPInvokeError();
        throw new PrivilegeException(string.Create(
            CultureInfo.InvariantCulture, $"The server cannot run as {identity.Owner}: {call} failed with error {error}, {Marshal.GetPInvokeErrorMessage(error)} ({ProcessSettings.UserKey})."));
    }
}
