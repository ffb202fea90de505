using System.Text;
using ActorServer.Server.Configuration;

namespace ActorServer.CommandLine;

/// <summary>What <c>actorserver check</c> prints: every effective setting, who said it, and over whom it won.</summary>
internal static class CheckReport
{
    /// <summary>The report; lines end with LF.</summary>
    /// <param name="configuration">A configuration without problems.</param>
    public static string Of(LayeredConfiguration configuration)
    {
        var report = new StringBuilder();
        var rows = Rows(configuration).ToArray();
        var keyWidth = rows.Max(row => row.Key.Length);
        var valueWidth = rows.Max(row => row.Value.Length);
        foreach (var (key, value, source) in rows)
            report.Append(key.PadRight(keyWidth)).Append(" = ").Append(value.PadRight(valueWidth)).Append("  ").Append(source).Append('\n');
        return report.ToString();
    }

    private static IEnumerable<(string Key, string Value, string Source)> Rows(LayeredConfiguration configuration)
    {
        var keys = configuration.Layers.Reverse()
            .SelectMany(layer => KeyTree.Leaves(layer.Config))
            .Select(leaf => leaf.Key)
            .Distinct();
        foreach (var key in keys)
        {
            // An empty object in one layer that another fills is no value of its own.
            var value = configuration.Merged.GetValue(key);
            if (value is null || value.GetObject() is { Items.Count: > 0 })
                continue;
            var said = configuration.WhoSays(key).ToArray();
            if (said.Length == 0)
                continue;
            var losers = said.Skip(1).Select(layer => $"{layer.Name} says {layer.TextOf(key)}").ToArray();
            yield return (key, KeyTree.TextOf(value) is { Length: > 0 } text ? text : "\"\"", said[0].PlaceOf(key) + (losers.Length == 0 ? "" : $" ({string.Join("; ", losers)})"));
        }
    }
}
