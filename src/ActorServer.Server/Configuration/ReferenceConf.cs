using ActorServer.Gateways;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorServer.Server.Configuration;

/// <summary>The embedded reference.conf: the defaults, and the list of all keys that exist.</summary>
internal sealed class ReferenceConf
{
    private const string Root = "actor-server";
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _free;
    private readonly HashSet<string> _sections;

    private ReferenceConf(Config config)
    {
        Layer = new Layer("reference.conf", "reference.conf", config, new Dictionary<string, Entry>()) { IsDefault = true };
        var leaves = KeyTree.Leaves(config).Where(leaf => leaf.Key.StartsWith(Root + ".", StringComparison.Ordinal)).ToArray();
        _keys = [.. leaves.Select(leaf => leaf.Key)];

        // An object without keys is where the person chooses the names.
        _free = [.. leaves.Where(leaf => leaf.Value.IsObject()).Select(leaf => leaf.Key)];
        _sections = [.. _keys.SelectMany(Ancestors)];
    }

    /// <summary>The defaults.</summary>
    public Layer Layer { get; }

    /// <summary>All keys below actor-server, in the order of the file.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    /// <summary>Reads the file that is embedded in the server.</summary>
    public static ReferenceConf Load()
    {
        using var stream = typeof(ReferenceConf).Assembly.GetManifestResourceStream("reference.conf")
            ?? throw new InvalidOperationException("reference.conf is not embedded in the server.");
        using var reader = new StreamReader(stream);
        return new ReferenceConf(ConfigurationFactory.ParseString(reader.ReadToEnd()));
    }

    /// <summary>What a HOCON file says that no code would ever read.</summary>
    /// <param name="layer">The file.</param>
    public IEnumerable<Problem> UnknownKeysOf(Layer layer)
    {
        if (layer.Config.Root?.GetObject() is not { Items: var roots })
            return [];
        var problems = roots.Keys
            .Where(name => name != Root && Nearest.To(name, [Root]) is not null)
            .Select(name => Unknown(layer, KeyTree.Part(name), Root))
            .ToList();
        if (!roots.TryGetValue(Root, out var server))
            return problems;
        if (server.GetObject() is { } items)
            problems.AddRange(UnknownKeysOf(layer, Root, items));
        else
            problems.Add(new Problem(layer.Path, $"{Root} is {KeyTree.TextOf(server)}; it is a section: {Root} {{ … }}."));
        return problems;
    }

    private IEnumerable<Problem> UnknownKeysOf(Layer layer, string section, HoconObject items)
    {
        foreach (var (name, value) in items.Items)
        {
            var key = $"{section}.{KeyTree.Part(name)}";
            if (_keys.Contains(key) || _free.Contains(section))
                continue;
            if (!_sections.Contains(key))
            {
                yield return Unknown(layer, key, Nearest.ToKey(key, [.. _sections, .. _keys]));
            }
            else if (value.GetObject() is { } inner)
            {
                foreach (var problem in UnknownKeysOf(layer, key, inner))
                    yield return problem;
            }
            else
            {
                yield return new Problem(layer.Path, $"{key} is {KeyTree.TextOf(value)}; it is a section: {key} {{ … }}.");
            }
        }
    }

    private static IEnumerable<string> Ancestors(string key)
    {
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
            yield return key[..dot];
    }

    private static Problem Unknown(Layer layer, string key, string? nearest) =>
        new(layer.Path, $"{key} is not a key of the server. {Nearest.Hint(nearest, "hocon/reference.conf documents every key.")}");
}
