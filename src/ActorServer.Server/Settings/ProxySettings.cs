using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Forwarding;

namespace ActorServer.Server.Settings;

/// <summary>What stands before the server, and where it has put the application: <c>actor-server.proxy</c>.</summary>
/// <param name="Trusted">Whose word about the client counts.</param>
/// <param name="Fields">The fields in which it counts.</param>
/// <param name="ExpectsHeader">True when each connection begins with a header of the PROXY protocol.</param>
/// <param name="Root">Where the application is mounted.</param>
public sealed record ProxySettings(TrustedProxies Trusted, ForwardingFields Fields, bool ExpectsHeader, RootPath Root)
{
    /// <summary>True when they also say which host and port the client has asked for.</summary>
    public bool BelievesHost { get; init; }

    /// <summary>No proxy, and the application at the root.</summary>
    public static ProxySettings None { get; } = new(TrustedProxies.None, ForwardingFields.None, ExpectsHeader: false, RootPath.None);

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ProxySettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.proxy");
        TrustedProxies trusted = TrustedProxies.Parse(reader.List("trusted-proxies"), out string? wrongProxy);
        if (wrongProxy is not null)
        {
            reader.Refuse("trusted-proxies", wrongProxy);
        }

        string fields = reader.Text("forwarding-fields");
        ForwardingFields believed = fields switch
        {
            "any" => ForwardingFields.All,
            "x-forwarded" => ForwardingFields.XForwarded,
            "forwarded" => ForwardingFields.Forwarded,
            _ => ForwardingFields.None,
        };
        if (believed == ForwardingFields.None && fields.Length > 0)
        {
            reader.Refuse("forwarding-fields", "any, x-forwarded and forwarded are allowed");
        }

        bool believesHost = reader.Switch("forwarded-host");
        bool expectsHeader = reader.Switch("proxy-protocol");
        if (expectsHeader && trusted.IsEmpty && wrongProxy is null)
        {
            reader.Refuse("proxy-protocol", "on needs trusted-proxies (actor-server.proxy.trusted-proxies), since only they may send its header, and nobody else may connect");
        }

        bool isStripped = reader.Switch("root-path-stripped");
        RootPath root = RootPath.Parse(reader.Text("root-path", mayBeEmpty: true), isStripped, out string? wrongRoot);
        if (wrongRoot is not null)
        {
            reader.Refuse("root-path", wrongRoot);
        }

        reader.ThrowIfRefused();
        return new ProxySettings(trusted, believed, expectsHeader, root) { BelievesHost = believesHost };
    }
}
