using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Configuration;

/// <summary>Everything the server was told, merged; it remembers who said what.</summary>
/// <param name="Merged">The one configuration that the actor system and all settings are read from; paths in it are absolute.</param>
/// <param name="Layers">Who speaks, the strongest first; the last is reference.conf.</param>
internal sealed record ServerConfiguration(Config Merged, IReadOnlyList<Layer> Layers)
{
    // Paths in app.yaml and its HOCON file are relative to app.yaml's folder, so that a server starts the same from everywhere.
    private static readonly string[] PathKeys =
        ["actor-server.application.location", "actor-server.wsgi.python", "actor-server.access-log.to", "actor-server.spool.directory"];

    /// <summary>Reads all layers and checks them.</summary>
    /// <param name="file">The YAML file as the person named it.</param>
    /// <param name="commandLine">What the command line says.</param>
    /// <param name="hoconOption">The value of <c>--hocon</c>, relative to the working directory; null when it was not given.</param>
    /// <returns>The configuration, or null with at least one problem.</returns>
    public static (ServerConfiguration? Configuration, IReadOnlyList<Problem> Problems) Read(string file, IReadOnlyList<Entry> commandLine, string? hoconOption)
    {
        var problems = new List<Problem>();
        var reference = ReferenceConf.Load();
        var yaml = AppYaml.Read(file);
        problems.AddRange(yaml.Problems);
        var layers = new List<Layer>
        {
            Layer.Of("command line", "command line", commandLine),
            Layer.Of(Path.GetFileName(file), file, yaml.Entries),
        };
        if (hoconOption is not null)
            Add(HoconFile.Read(hoconOption, "--hocon", problems));
        else if (yaml.Hocon is var (name, place))
            Add(HoconFile.Read(Path.Combine(Path.GetDirectoryName(file) ?? "", name), place, problems));
        if (layers.Count > 2)
            problems.AddRange(reference.UnknownKeysOf(layers[2]));

        layers.Add(reference.Layer);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";
        var merged = WithAbsolutePaths(layers.Aggregate(Config.Empty, (stronger, weaker) => stronger.WithFallback(weaker.Config)), folder);
        var configuration = new ServerConfiguration(merged, layers);
        configuration.Check(reference, folder, problems);
        return problems.Count == 0 ? (configuration, problems) : (null, problems);

        void Add(Layer? layer)
        {
            if (layer is not null)
                layers.Add(layer);
        }
    }

    /// <summary>Who says something about a key, the strongest first: the first one is what counts.</summary>
    /// <param name="key">A full key.</param>
    public IEnumerable<Layer> WhoSays(string key) => Layers.Where(layer => layer.Says(key));

    /// <summary>Who won over whom, as the start says it: <c>concurrency 5 (app.yaml; production.conf says 16)</c>. Winning over a default is no news.</summary>
    public IEnumerable<string> Contests()
    {
        var said = Layers.SkipLast(1).ToArray();
        foreach (var key in said.SelectMany(layer => KeyTree.Leaves(layer.Config)).Select(leaf => leaf.Key).Distinct())
        {
            if (said.Where(layer => layer.Says(key)).ToArray() is [var winner, .. { Length: > 0 } losers])
                yield return $"{AppKey.ShortName(key)} {Shown(winner)} ({winner.Name}; {string.Join("; ", losers.Select(loser => $"{loser.Name} says {Shown(loser)}"))})";

            // The application's variables may be secrets, and this goes to a log.
            string Shown(Layer layer) => key.StartsWith(AppKey.Environment.HoconKey + ".", StringComparison.Ordinal) ? "***" : layer.TextOf(key) ?? "";
        }
    }

    // Each layer is checked alone on top of the defaults first: what a stronger layer covers is still wrong.
    private void Check(ReferenceConf reference, string folder, List<Problem> problems)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in Layers.SkipLast(1).Where(layer => !layer.Config.IsEmpty))
        {
            var alone = WithAbsolutePaths(layer.Config.WithFallback(reference.Layer.Config), folder);
            foreach (var error in ServerSettings.ErrorsIn(alone).Where(error => layer.Says(error.Key)))
            {
                problems.Add(Problem(layer, error));
                reported.Add(error.Key);
            }
        }

        var rest = ServerSettings.ErrorsIn(Merged);
        if (rest.Count == 0 && problems.Count == 0)
            rest = ServerSettings.ErrorsOnDisk(Merged);
        foreach (var error in rest.Where(error => !reported.Contains(error.Key)))
        {
            // A default that is wrong is the consequence of another problem: a section that was replaced by a value.
            var layer = WhoSays(error.Key).FirstOrDefault(reference.Layer);
            if (layer != reference.Layer || problems.Count == 0)
                problems.Add(Problem(layer, error));
        }
    }

    private static Problem Problem(Layer layer, SettingsError error)
    {
        // What the person wrote, not what became of it: "0" and not "0s", the relative path and not the absolute one.
        var written = error with { Value = layer.TextOf(error.Key) ?? error.Value };
        return new Problem(layer.PlaceOf(error.Key), written.Sentence(layer.NameOf(error.Key)));
    }

    private static Config WithAbsolutePaths(Config config, string folder)
    {
        var paths = PathKeys
            .Select(key => (key, text: KeyTree.TextOf(config.GetValue(key))))
            .Where(pair => IsRelativePath(pair.key, pair.text))
            .Select(pair => $"{pair.key} = {Entry.Quote(Path.GetFullPath(pair.text, folder))}\n");
        return ConfigurationFactory.ParseString(string.Concat(paths)).WithFallback(config);
    }

    private static bool IsRelativePath(string key, string text) => key switch
    {
        "actor-server.application.location" => true,
        "actor-server.wsgi.python" => text.Contains('/', StringComparison.Ordinal), // A bare name is looked up in PATH.
        "actor-server.access-log.to" => text is not ("" or "off" or Server.Settings.AccessLogSettings.Stdout),
        _ => text.Length > 0,
    };
}
