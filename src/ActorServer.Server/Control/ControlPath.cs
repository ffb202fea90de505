using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Control;

/// <summary>Where a server's control socket lies: the same rule for the server that makes it and the command that looks for it.</summary>
internal static class ControlPath
{
    /// <summary>The key that decides.</summary>
    public const string Key = "actor-server.control.socket";

    private const string Suffix = ".sock";

    /// <summary>The paths at which the socket may be, the server's own first; empty when there is none.</summary>
    /// <param name="settings">What the configuration says.</param>
    /// <param name="address">The listening address, as configured.</param>
    /// <param name="port">The port that is bound; without meaning for <c>unix:</c>.</param>
    /// <param name="environment">Looks up a variable.</param>
    public static IReadOnlyList<string> Of(ControlSettings settings, string address, int port, Func<string, string?> environment) => settings.Socket switch
    {
        ControlSettings.Off => [],
        "" => [.. RuntimeFolder.Candidates(environment).Select(folder => In(folder, address, port))],
        var path => [path],
    };

    private static string In(string folder, string address, int port)
    {
        if (!address.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal))
            return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{address}-{port}{Suffix}"));

        // A dash of the path is doubled, so that /run/a-b and /run/a/b stay two.
        var flat = address.Replace(":/", "-", StringComparison.Ordinal).Replace("-", "--", StringComparison.Ordinal).Replace('/', '-');
        var path = Path.Combine(folder, flat + Suffix);
        return Encoding.UTF8.GetByteCount(path) <= ListenerSettings.LongestUnixPath
            ? path
            : Path.Combine(folder, "unix-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))[..16] + Suffix);
    }
}
