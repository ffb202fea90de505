using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Configuration;

/// <summary>Everything the server was told, merged; it remembers who said what.</summary>
/// <param name="Merged">The one configuration that the actor system and all settings are read from; paths in it are absolute.</param>
/// <param name="Layers">Who speaks, the strongest first; the last ones are the defaults.</param>
internal sealed record LayeredConfiguration(Config Merged, IReadOnlyList<Layer> Layers)
{
    /// <summary>The key of the application's variables.</summary>
    public const string EnvironmentKey = "actor-server.application.environment";

    // Paths are relative to the folder of the file that names the application, so that a server starts the same from everywhere.
    private static readonly string[] PathKeys =
        ["actor-server.application.location", "actor-server.wsgi.python", "actor-server.access-log.to", "actor-server.spool.directory", "actor-server.control.socket",
        "actor-server.tls.certificate", "actor-server.tls.key", "actor-server.tls.client-ca"];

    /// <summary>Merges what was said over the defaults and checks all of it.</summary>
    /// <param name="said">Who speaks, the strongest first, without the defaults.</param>
    /// <param name="folder">What relative paths are relative to; absolute.</param>
    /// <param name="problems">What is wrong already; all that is found is added.</param>
    /// <param name="isToRun">False leaves out what is on this machine's disk.</param>
    /// <returns>The configuration, or null with at least one problem.</returns>
    public static LayeredConfiguration? Of(IReadOnlyList<Layer> said, string folder, List<Problem> problems, bool isToRun = true)
    {
        var reference = ReferenceConf.Load();
        foreach (var file in said.Where(layer => layer.Entries.Count == 0))
            problems.AddRange(reference.UnknownKeysOf(file));
        List<Layer> layers = [.. said, reference.Layer];
        var merged = Merge(layers, folder);

        // Which defaults count depends on the application, and that on all that was said.
        if (ApplicationSettings.KindIn(merged) == GatewayKind.AspNetCore)
        {
            layers.Insert(said.Count, AspNetCoreDefaults.LayerOf(merged));
            merged = Merge(layers, folder);
        }

        var configuration = new LayeredConfiguration(merged, layers);
        configuration.Check(reference, folder, problems, isToRun);
        return problems.Count == 0 ? configuration : null;
    }

    /// <summary>Who says something about a key, the strongest first: the first one is what counts.</summary>
    /// <param name="key">A full key.</param>
    public IEnumerable<Layer> WhoSays(string key) => Layers.Where(layer => layer.Says(key));

    /// <summary>Who won over whom, as the start says it: <c>concurrency 5 (app.yaml; production.conf says 16)</c>. Winning over a default is no news.</summary>
    /// <param name="shortName">What a person calls a full key.</param>
    public IEnumerable<string> Contests(Func<string, string> shortName)
    {
        var said = Layers.Where(layer => !layer.IsDefault).ToArray();
        foreach (var key in said.SelectMany(layer => KeyTree.Leaves(layer.Config)).Select(leaf => leaf.Key).Distinct())
        {
            if (said.Where(layer => layer.Says(key)).ToArray() is [var winner, .. { Length: > 0 } losers])
                yield return $"{shortName(key)} {Shown(winner)} ({winner.Name}; {string.Join("; ", losers.Select(loser => $"{loser.Name} says {Shown(loser)}"))})";

            // The application's variables may be secrets, and this goes to a log.
            string Shown(Layer layer) => key.StartsWith(EnvironmentKey + ".", StringComparison.Ordinal) ? "***" : layer.TextOf(key) ?? "";
        }
    }

    // Each layer is checked alone on top of the defaults first: what a stronger layer covers is still wrong.
    private void Check(ReferenceConf reference, string folder, List<Problem> problems, bool isToRun)
    {
        var kind = ApplicationSettings.KindIn(Merged);
        var defaults = Layers.Where(layer => layer.IsDefault).ToArray();
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in Layers.Where(layer => !layer.IsDefault && !layer.Config.IsEmpty))
        {
            var alone = Merge([layer, .. defaults], folder);
            foreach (var error in ServerSettings.ErrorsIn(alone, kind).Where(error => layer.Says(error.Key)))
            {
                problems.Add(Problem(layer, error));
                reported.Add(error.Key);
            }
        }

        var rest = ServerSettings.ErrorsIn(Merged, kind);
        if (rest.Count == 0 && problems.Count == 0 && isToRun)
            rest = ServerSettings.ErrorsOnDisk(Merged);
        foreach (var error in rest.Where(error => !reported.Contains(error.Key)))
        {
            // A default that is wrong is the consequence of another problem: a section that was replaced by a value.
            var layer = WhoSays(error.Key).FirstOrDefault(reference.Layer);
            if (!layer.IsDefault || problems.Count == 0)
                problems.Add(Problem(layer, error));
        }
    }

    private static Problem Problem(Layer layer, SettingsError error)
    {
        // What the person wrote, not what became of it: "0" and not "0s", the relative path and not the absolute one.
        var written = error with { Value = layer.TextOf(error.Key) ?? error.Value };
        return new Problem(layer.PlaceOf(error.Key), written.Sentence(layer.NameOf(error.Key)));
    }

    private static Config Merge(IReadOnlyList<Layer> layers, string folder)
    {
        var merged = layers.Aggregate(Config.Empty, (stronger, weaker) => stronger.WithFallback(weaker.Config));
        var paths = PathKeys.Concat(TlsSettings.PathKeysIn(merged))
            .Select(key => (key, text: KeyTree.TextOf(merged.GetValue(key))))
            .Where(pair => IsRelativePath(pair.key, pair.text))
            .Select(pair => $"{pair.key} = {Entry.Quote(Path.GetFullPath(pair.text, folder))}\n");
        return ConfigurationFactory.ParseString(string.Concat(paths)).WithFallback(merged);
    }

    private static bool IsRelativePath(string key, string text) => key switch
    {
        "actor-server.application.location" => true,
        "actor-server.wsgi.python" => text.Contains('/', StringComparison.Ordinal), // A bare name is looked up in PATH.
        "actor-server.access-log.to" => text is not ("" or "off" or AccessLogSettings.Stdout),
        "actor-server.control.socket" => text is not ("" or ControlSettings.Off),
        _ => text.Length > 0,
    };
}
