using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorServer.Server.Configuration;

/// <summary>The keys of a configuration as full dotted paths.</summary>
internal static class KeyTree
{
    /// <summary>Every value that is not an object, and every object without keys, with its full key.</summary>
    /// <param name="config">Any configuration.</param>
    public static IEnumerable<(string Key, HoconValue Value)> Leaves(Config config) =>
        config.Root?.GetObject() is { } root ? Leaves("", root) : [];

    /// <summary>A value as a person may read it.</summary>
    /// <param name="value">Any value; null is no value, and no text.</param>
    public static string TextOf(HoconValue? value) => value switch
    {
        null => "",
        _ when value.GetObject() is { } items => items.Items.Count == 0 ? "{}" : "{…}",
        _ when value.IsArray() => $"[{string.Join(", ", value.GetArray().Select(TextOf))}]",
        _ => value.GetString() ?? "null",
    };

    /// <summary>One part of a path, in quotes when it is not a plain word.</summary>
    /// <param name="part">The part.</param>
    public static string Part(string part) =>
        part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? part : Entry.Quote(part);

    private static IEnumerable<(string Key, HoconValue Value)> Leaves(string prefix, HoconObject parent)
    {
        foreach (var (name, value) in parent.Items)
        {
            var key = prefix.Length == 0 ? Part(name) : $"{prefix}.{Part(name)}";
            if (value.GetObject() is { Items.Count: > 0 } section)
            {
                foreach (var leaf in Leaves(key, section))
                    yield return leaf;
            }
            else
            {
                yield return (key, value);
            }
        }
    }
}
