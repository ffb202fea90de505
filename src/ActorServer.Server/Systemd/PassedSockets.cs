using System.Globalization;
using ActorServer.Server.Listener;

namespace ActorServer.Server.Systemd;

/// <summary>Listening sockets that the service manager has opened for this process (socket activation, <c>sd_listen_fds(3)</c>).</summary>
/// <param name="Listener">Descriptors for the application's clients.</param>
/// <param name="Admin">Descriptors for the admin listener: those named <see cref="AdminName"/>.</param>
internal sealed record PassedSockets(IReadOnlyList<int> Listener, IReadOnlyList<int> Admin)
{
    /// <summary>The name (FileDescriptorName=) of a socket that is the admin listener's.</summary>
    public const string AdminName = "admin";

    private const string PidVariable = "LISTEN_PID";
    private const string CountVariable = "LISTEN_FDS";
    private const string NamesVariable = "LISTEN_FDNAMES";
    private const int First = 3; // SD_LISTEN_FDS_START.
    private const int Most = 1024;

    /// <summary>None.</summary>
    public static readonly PassedSockets None = new([], []);

    /// <summary>
    /// Takes what the variables name, if they mean this process, and forgets the variables: an application, in this process or in a child, that read them would take our sockets for its own.
    /// The descriptors are close-on-exec from here on.
    /// </summary>
    /// <param name="environment">Looks up a variable.</param>
    /// <param name="forget">Removes one.</param>
    public static PassedSockets Take(Func<string, string?> environment, Action<string> forget)
    {
        if (environment(PidVariable) != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            return None;
        _ = int.TryParse(environment(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        var names = environment(NamesVariable)?.Split(':') ?? [];
        foreach (var variable in new[] { PidVariable, CountVariable, NamesVariable })
            forget(variable);
        var descriptors = Enumerable.Range(First, Math.Min(count, Most)).ToLookup(descriptor => names.ElementAtOrDefault(descriptor - First) == AdminName);
        foreach (var descriptor in descriptors.SelectMany(group => group))
            _ = LibcSocket.TryKeepFromChildren(descriptor);
        return new PassedSockets([.. descriptors[false]], [.. descriptors[true]]);
    }
}
