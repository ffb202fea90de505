using System.Net;
using ActorServer.Server.Configuration;
using ActorServer.Server.Settings;
using Microsoft.AspNetCore.Http;

namespace ActorServer.AspNetCore;

/// <summary>Turns the host's URL (<c>urls</c>, <c>app.Run(url)</c>) into the server's address and port.</summary>
internal static class HostUrl
{
    /// <summary>Where the entries come from.</summary>
    public const string Place = "urls";

    /// <summary>The entries for address and port; none when the host says nothing.</summary>
    /// <param name="urls">What the host says.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<Entry> Read(ICollection<string> urls, ICollection<Problem> problems)
    {
        if (urls.Count == 0)
            return [];
        if (urls.Count > 1)
            return Refuse($"there are {urls.Count} URLs, {string.Join(", ", urls)}; the server listens on one. Say it with {ActorServerOptions.Section}:Address and {ActorServerOptions.Section}:Port.");
        var url = urls.First();
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return Refuse($"{Gateways.SettingsError.Quote(url)} is not a URL such as http://127.0.0.1:5000.");
        }

        if (!binding.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
            return Refuse($"{url} asks for {binding.Scheme}; the server speaks http. Put a proxy that ends TLS before it.");
        if (binding.PathBase.Length > 0)
            return Refuse($"{url} has a path; use app.UsePathBase(\"{binding.PathBase}\") instead.");
        if (binding.IsUnixPipe)
            return [Of("actor-server.listener.address", ListenerSettings.UnixPrefix + binding.UnixPipePath, url)];
        return
        [
            Of("actor-server.listener.address", Address(binding.Host), url),
            Of("actor-server.listener.port", binding.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), url),
        ];

        IReadOnlyList<Entry> Refuse(string sentence)
        {
            problems.Add(new Problem(Place, sentence));
            return [];
        }
    }

    // As in the host's own server: localhost is the loopback, and a name that is no address means every address of the machine.
    private static string Address(string host) => host switch
    {
        _ when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) => "127.0.0.1",
        _ when IPAddress.TryParse(host.Trim('[', ']'), out var address) => address.ToString(),
        _ => IPAddress.IPv6Any.ToString(),
    };

    private static Entry Of(string key, string value, string url) => new(key, Place, url, Entry.Quote(value), Place);
}
