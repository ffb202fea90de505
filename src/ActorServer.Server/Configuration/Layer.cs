using System.Text;
using Akka.Configuration;

namespace ActorServer.Server.Configuration;

/// <summary>One source of settings, with what is needed to speak about it.</summary>
/// <param name="Name">Its name in one word or two: <c>app.yaml</c>, <c>production.conf</c>, <c>command line</c>.</param>
/// <param name="Path">Where a problem with it is, when no entry knows better.</param>
/// <param name="Config">What it says, and nothing else.</param>
/// <param name="Entries">What is known about the values one by one, by HOCON key; empty for HOCON files, which keep no lines.</param>
internal sealed record Layer(string Name, string Path, Config Config, IReadOnlyDictionary<string, Entry> Entries)
{
    /// <summary>True for what counts when nobody says anything.</summary>
    public bool IsDefault { get; init; }

    /// <summary>A layer of values that were not HOCON: the command line's and app.yaml's.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Its place.</param>
    /// <param name="entries">Its values; of two for one key the later wins.</param>
    public static Layer Of(string name, string path, IEnumerable<Entry> entries)
    {
        var known = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            known[entry.HoconKey] = entry;
        var text = new StringBuilder();
        foreach (var entry in known.Values)
            text.Append(entry.HoconKey).Append(" = ").Append(entry.Value).Append('\n');
        return new Layer(name, path, ConfigurationFactory.ParseString(text.ToString()), known);
    }

    /// <summary>True when this layer says something about a key.</summary>
    /// <param name="key">A full key.</param>
    public bool Says(string key) => !Config.IsEmpty && Config.HasPath(key);

    /// <summary>What it says about a key, as it was written; null when it says nothing.</summary>
    /// <param name="key">A full key.</param>
    public string? TextOf(string key) =>
        Entries.TryGetValue(key, out var entry) ? entry.Text : Says(key) ? KeyTree.TextOf(Config.GetValue(key)) : null;

    /// <summary>Where it says it.</summary>
    /// <param name="key">A full key.</param>
    public string PlaceOf(string key) => Entries.TryGetValue(key, out var entry) ? entry.Place : Path;

    /// <summary>What it calls the key.</summary>
    /// <param name="key">A full key.</param>
    public string NameOf(string key) => Entries.TryGetValue(key, out var entry) ? entry.Name : key;
}
