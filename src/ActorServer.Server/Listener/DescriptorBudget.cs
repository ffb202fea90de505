using System.Globalization;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Listener;

/// <summary>
/// How the descriptors that a process may have are shared out: clients get what is left when everybody else can do his work with all clients there. Nothing is held open for that:
/// connections, of which there are never more than their share, are what would take the rest.
/// </summary>
/// <param name="Limit">Descriptors that the process may have open.</param>
/// <param name="Reserve">How many of them are not for connections.</param>
/// <param name="Connections">Connections of the application's clients at most.</param>
/// <param name="SpoolFiles">Files of the spool that may be open at one time.</param>
internal sealed record DescriptorBudget(long Limit, int Reserve, int Connections, int SpoolFiles)
{
    /// <summary>Never fewer are kept back.</summary>
    public const int LeastReserve = 384;

    /// <summary>A server with less room for clients than this does not start, unless fewer are asked for.</summary>
    public const int LeastConnections = 64;

    /// <summary>
    /// What a Python process costs: both ends of its requests, the control stream, the memory that it shares, two pipes of its output and with preload a handle of it. Twice, since a reload boots the next
    /// generation beside the one that serves.
    /// </summary>
    public const int EachProcess = 2 * 7;

    // The runtime keeps each assembly open twice, and most come later than the count: TLS, reload, status, error paths.
    private const int ServerGrowth = 64;

    // Assemblies, files and connections of an application in this process.
    private const int HostedApplication = 256;

    // Template, guardian, the eight pipes of a start under way, control socket, log file.
    private const int Housekeeping = 32;

    // Files of the spool that can be open at one time beside all connections.
    private const int LeastSpool = 48;

    private const string Key = "actor-server.listener.max-connections";

    /// <summary>True when there is room for at least <see cref="LeastConnections"/>, or for as many as are asked for.</summary>
    public bool IsEnough(ListenerSettings settings) => Connections >= Math.Min(LeastConnections, settings.MaxConnections);

    /// <summary>Shares out the descriptors.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="limit">Descriptors that the process may have open.</param>
    /// <param name="open">How many are open now, at the start.</param>
    public static DescriptorBudget Of(ServerSettings settings, long limit, int open)
    {
        var application = settings.AspNetCore is not null ? HostedApplication : EachProcess * settings.Gateway.Concurrency;
        var admin = settings.Admin.Listener is null ? 0 : AdminSettings.MaxConnections;
        var others = open + ServerGrowth + application + Housekeeping + admin;
        var reserve = Math.Max(LeastReserve, others + LeastSpool);
        var connections = (int)Math.Clamp(limit - reserve, 0, settings.Listener.MaxConnections);
        return new DescriptorBudget(limit, reserve, connections, (int)Math.Clamp(limit - others - connections, 0, int.MaxValue));
    }

    /// <summary>What a person should know of it, in a sentence; null when clients get what was asked for.</summary>
    /// <param name="settings">Where the server listens.</param>
    public string? Describe(ListenerSettings settings)
    {
        if (Connections == settings.MaxConnections)
            return null;
        var shares = string.Create(CultureInfo.InvariantCulture, $"the limit of open files is {Limit}, and {Reserve} are kept for the server, its workers and its files");
        return IsEnough(settings)
            ? string.Create(CultureInfo.InvariantCulture, $"at most {Connections} connections at a time, not {settings.MaxConnections} ({Key}): {shares}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"There is room for {Connections} connections, and at least {Math.Min(LeastConnections, settings.MaxConnections)} are needed: {shares}. Start with a limit of {Reserve + LeastConnections} or more (ulimit -n; systemd: LimitNOFILE=), or with fewer workers ({Key}, actor-server.gateway.concurrency).");
    }
}
