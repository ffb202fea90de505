using System.Globalization;
using ActorServer.Gateways;
using ActorServer.Server.Configuration;

namespace ActorServer.AspNetCore;

/// <summary>The options of a host as the layers that the server's settings are read from, judged by the same rules and sentences as app.yaml.</summary>
internal static class HostedConfiguration
{
    private const string Listener = "actor-server.listener.";
    private const string AccessLog = "actor-server.access-log.";

    // Said in HOCON these would be ignored: the host's application is the one that is served.
    private static readonly string[] Foreign = ["actor-server.application.", "actor-server.wsgi.", "actor-server.aspnetcore.boot-timeout"];

    // Who the process is was decided by the host's starter.
    private const string Process = "actor-server.process.";

    /// <summary>Reads and checks everything.</summary>
    /// <param name="options">The options.</param>
    /// <param name="urls">The host's URLs; asked for only where the options say neither address nor port.</param>
    /// <param name="contentRoot">What relative paths are relative to.</param>
    /// <exception cref="InvalidOperationException">Something cannot be used; its message has all of it, a line each.</exception>
    public static LayeredConfiguration Read(ActorServerOptions options, ICollection<string> urls, string contentRoot)
    {
        var problems = new List<Problem>();
        var said = Entries(options).ToList();
        var hocon = Hocon(options.Hocon, contentRoot, problems);
        if (!said.Any(entry => entry.HoconKey.StartsWith(Listener + "address", StringComparison.Ordinal) || entry.HoconKey == Listener + "port")
            && hocon?.Says(Listener + "address") != true && hocon?.Says(Listener + "port") != true)
            said.AddRange(HostUrl.Read(urls, problems));
        if (!said.Any(IsAccessLog) && hocon?.Says(AccessLog + "format") != true && hocon?.Says(AccessLog + "to") != true)
            said.Add(new Entry(AccessLog + "format", nameof(options.AccessLogFormat), "off", "off", ActorServerOptions.Section));
        var layers = new List<Layer> { Application(), Layer.Of(ActorServerOptions.Section, ActorServerOptions.Section, said) };
        if (hocon is not null)
        {
            layers.Add(hocon);
            problems.AddRange(KeyTree.Leaves(hocon.Config)
                .Where(leaf => Foreign.Any(prefix => leaf.Key.StartsWith(prefix, StringComparison.Ordinal)))
                .Select(leaf => new Problem(hocon.Path, $"{leaf.Key} is of no use here: the application is the one of this host. Leave it out.")));
            problems.AddRange(KeyTree.Leaves(hocon.Config)
                .Where(leaf => leaf.Key.StartsWith(Process, StringComparison.Ordinal))
                .Select(leaf => new Problem(hocon.Path, $"{leaf.Key} is of no use here: this process is the host's. Leave it out, and start the host as that user.")));
        }

        var configuration = LayeredConfiguration.Of(layers, contentRoot, problems);
        string[] all = [.. options.Problems, .. problems.Select(problem => problem.ToString())];
        return configuration is not null && all.Length == 0 ? configuration : throw new InvalidOperationException(string.Join(Environment.NewLine, all));
    }

    /// <summary>Whether the host's URLs have decided where to listen.</summary>
    /// <param name="configuration">What <see cref="Read"/> gave.</param>
    public static bool UsesUrls(LayeredConfiguration configuration) => configuration.Layers.Any(layer => layer.Entries.Values.Any(entry => entry.Place == HostUrl.Place));

    // A host has a log of its own, and perhaps one of requests; lines of ours on its standard output would be in the way of both.
    private static bool IsAccessLog(Entry entry) => entry.HoconKey.StartsWith(AccessLog, StringComparison.Ordinal);

    private static IEnumerable<Entry> Entries(ActorServerOptions options)
    {
        (string Name, string Key, string? Text)[] all =
        [
            (nameof(options.Address), Listener + "address", options.Address),
            (nameof(options.Port), Listener + "port", Text(options.Port)),
            (nameof(options.Backlog), Listener + "backlog", Text(options.Backlog)),
            (nameof(options.Concurrency), "actor-server.gateway.concurrency", Text(options.Concurrency)),
            (nameof(options.QueueSize), "actor-server.gateway.queue-size", Text(options.QueueSize)),
            (nameof(options.Timeout), "actor-server.gateway.queue-timeout", Text(options.Timeout)),
            (nameof(options.RequestTimeout), "actor-server.gateway.request-timeout", Text(options.RequestTimeout)),
            (nameof(options.DrainTimeout), "actor-server.shutdown.drain-timeout", Text(options.DrainTimeout)),
            (nameof(options.AccessLog), AccessLog + "to", options.AccessLog),
            (nameof(options.AccessLogFormat), AccessLog + "format", options.AccessLogFormat),
        ];
        foreach (var (name, key, text) in all)
        {
            if (text is not null)
                yield return new Entry(key, name, text, Entry.Quote(text), $"{ActorServerOptions.Section}:{name}");
        }
    }

    // A file's name has neither braces nor an equals sign; HOCON that says something has.
    private static Layer? Hocon(string? hocon, string contentRoot, List<Problem> problems)
    {
        const string Place = $"{ActorServerOptions.Section}:{nameof(ActorServerOptions.Hocon)}";
        return hocon switch
        {
            null or "" => null,
            _ when hocon.AsSpan().IndexOfAny("{=\n") >= 0 => HoconFile.ReadText(hocon, Place, contentRoot, problems),
            _ => HoconFile.Read(Path.Combine(contentRoot, hocon), Place, problems),
        };
    }

    // Which gateway there is does not depend on what lies in the content root.
    private static Layer Application() => Layer.Of("host", "host", [new Entry("actor-server.application.gateway", "gateway", "aspnetcore", "aspnetcore", "host")]);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(TimeSpan? time) => time is { } value ? Units.Show(value) : null;
}
