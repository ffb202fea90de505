using ActorServer.Server.Configuration;

namespace ActorServer.Configuration;

/// <summary>What the value of a key of app.yaml is, as far as the way to HOCON depends on it.</summary>
internal enum AppKeyKind
{
    /// <summary>Text, taken as it stands.</summary>
    Text,

    /// <summary>A time; a bare number is seconds.</summary>
    Time,

    /// <summary>on or off.</summary>
    Switch,

    /// <summary>A path, relative to the folder of what names it.</summary>
    Path,

    /// <summary>One text with commas, or a list of texts.</summary>
    List,

    /// <summary>A mapping from names to values.</summary>
    Mapping,
}

/// <summary>One key of app.yaml, which is an option of the command line too.</summary>
/// <param name="Name">The key; the option is the same with two dashes before it.</param>
/// <param name="HoconKey">The key that it sets; null for <c>hocon</c>, which names a file of keys.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Placeholder">What the help calls the value.</param>
/// <param name="Help">What the help says of it.</param>
internal sealed record AppKey(string Name, string? HoconKey, AppKeyKind Kind, string Placeholder, string Help)
{
    /// <summary>The key that names the HOCON file.</summary>
    public static readonly AppKey Hocon = new("hocon", null, AppKeyKind.Path, "FILE", "a HOCON file with further settings, below app.yaml in rank");

    /// <summary>The key of the application's environment.</summary>
    public static readonly AppKey Environment = new(
        "env", LayeredConfiguration.EnvironmentKey, AppKeyKind.Mapping, "NAME=VALUE", "a variable for the application's environment; may be repeated");

    /// <summary>The key of the application's folder.</summary>
    public static readonly AppKey Location = new(
        "app-loc", "actor-server.application.location", AppKeyKind.Path, "FOLDER", "the application's folder, its working directory");

    /// <summary>All keys, in the order in which people think of them.</summary>
    public static readonly IReadOnlyList<AppKey> All =
    [
        new("address", "actor-server.listener.address", AppKeyKind.Text, "ADDRESS", "what to bind: an IPv4 or IPv6 address, unix:/path/of/a.sock, or systemd for the sockets it passes"),
        new("port", "actor-server.listener.port", AppKeyKind.Text, "PORT", "the TCP port; 0 lets the system choose one"),
        new("certificate", "actor-server.tls.certificate", AppKeyKind.Path, "FILE", "serve https: a PEM file with the certificate and its intermediates"),
        new("key", "actor-server.tls.key", AppKeyKind.Path, "FILE", "a PEM file with the certificate's private key"),
        new("concurrency", "actor-server.gateway.concurrency", AppKeyKind.Text, "N", "gateway workers: requests served at the same time"),
        new("threads", "actor-server.wsgi.threads", AppKeyKind.Text, "N", "requests that each process of a Python application runs at the same time"),
        new("backlog", "actor-server.listener.backlog", AppKeyKind.Text, "N", "the socket's listen backlog"),
        new("socket-mode", "actor-server.listener.socket-mode", AppKeyKind.Text, "MODE", "the mode of a unix: address's file, in octal"),
        new("socket-owner", "actor-server.listener.socket-owner", AppKeyKind.Text, "OWNER", "whom that file is given to: user, user:group or :group"),
        new("trusted-proxies", "actor-server.proxy.trusted-proxies", AppKeyKind.List, "LIST", "proxies whose word about the client counts: IP addresses, networks such as 10.0.0.0/8, unix"),
        new("forwarding-fields", "actor-server.proxy.forwarding-fields", AppKeyKind.Text, "WHICH", "the fields that trusted-proxies tell it in: x-forwarded, forwarded, or any"),
        new("forwarded-host", "actor-server.proxy.forwarded-host", AppKeyKind.Switch, "", "believe trusted-proxies also which host and port was asked for"),
        new("proxy-protocol", "actor-server.proxy.proxy-protocol", AppKeyKind.Switch, "", "expect a header of the PROXY protocol, v1 or v2, on each connection; from trusted-proxies alone"),
        new("root-path", "actor-server.proxy.root-path", AppKeyKind.Text, "PATH", "where the application is mounted, such as /shop: SCRIPT_NAME, or PathBase"),
        new("root-path-stripped", "actor-server.proxy.root-path-stripped", AppKeyKind.Switch, "", "the proxy cuts root-path off before it passes a request on"),
        new("timeout", "actor-server.gateway.queue-timeout", AppKeyKind.Time, "TIME", "how long a request may wait for a free worker before it gets 503"),
        new("queue-size", "actor-server.gateway.queue-size", AppKeyKind.Text, "N", "requests that may wait for a free worker"),
        new("request-timeout", "actor-server.gateway.request-timeout", AppKeyKind.Time, "TIME", "from dispatch to the response head; then 504"),
        Location,
        new("app-module", "actor-server.application.module", AppKeyKind.Text, "MODULE", "the module that holds the application, dotted names allowed; or the name of its .dll"),
        new("app", "actor-server.application.callable", AppKeyKind.Text, "NAME", "the callable in the module; of a .dll Type.Member, or nothing for its entry point"),
        new("gateway", "actor-server.application.gateway", AppKeyKind.Text, "KIND", "wsgi, aspnetcore, or auto for the one that fits app-module"),
        new("python", "actor-server.wsgi.python", AppKeyKind.Text, "PATH", "the interpreter of a Python application: a path, or a name that PATH knows"),
        Environment,
        new("clean-environment", "actor-server.wsgi.clean-environment", AppKeyKind.Switch, "", "give a Python application only the variables of env"),
        new("preload", "actor-server.wsgi.preload", AppKeyKind.Switch, "", "import a Python application once and fork the workers"),
        new("max-requests", "actor-server.wsgi.recycle.max-requests", AppKeyKind.Text, "N", "replace a Python process after about so many requests, or off"),
        new("max-lifetime", "actor-server.wsgi.recycle.max-lifetime", AppKeyKind.Time, "TIME", "replace a Python process after so long, or off"),
        new("max-rss", "actor-server.wsgi.recycle.max-rss", AppKeyKind.Text, "SIZE", "replace a Python process that holds more memory, or off"),
        Hocon,
        new("access-log", "actor-server.access-log.to", AppKeyKind.Text, "TO", "stdout, or a file to append to"),
        new("access-log-format", "actor-server.access-log.format", AppKeyKind.Text, "FORMAT", "combined, json or off"),
        new("drain-timeout", "actor-server.shutdown.drain-timeout", AppKeyKind.Time, "TIME", "how long requests under way may take after SIGTERM"),
        new("user", "actor-server.process.user", AppKeyKind.Text, "USER", "whom to become after binding, before any application runs; for a start as root"),
        new("group", "actor-server.process.group", AppKeyKind.Text, "GROUP", "the group to become; the user's login group when not given"),
        new("umask", "actor-server.process.umask", AppKeyKind.Text, "MASK", "the mask of new files' modes, in octal"),
        new("admin", "actor-server.admin.address", AppKeyKind.Text, "ADDRESS", "where /livez, /readyz, /status and /metrics answer: 127.0.0.1:9990, or unix:/path/of/a.sock"),
        new("control-socket", "actor-server.control.socket", AppKeyKind.Text, "PATH", "the socket of reload, status and stop, or off"),
    ];

    /// <summary>The key with this name, or null.</summary>
    /// <param name="name">A name as in app.yaml.</param>
    public static AppKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    /// <summary>The name in app.yaml of a HOCON key, or the HOCON key itself when app.yaml has none.</summary>
    /// <param name="hoconKey">A full key.</param>
    public static string ShortName(string hoconKey) => All.FirstOrDefault(key => key.HoconKey == hoconKey)?.Name ?? hoconKey;
}
