namespace Akka.Actor;

/// <summary>A phase of the coordinated shutdown, as configured.</summary>
internal sealed record ShutdownPhase(IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recover, bool IsEnabled)
{
    /// <summary>Reads the phases.</summary>
    public static Dictionary<string, ShutdownPhase> From(Config config)
    {
        var phases = new Dictionary<string, ShutdownPhase>(StringComparer.Ordinal);
        var ordinary = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5), false);
        var section = config.GetConfig("phases");
        if (section is null)
            return phases;
        foreach (var (name, value) in section.AsEnumerable())
        {
            var phase = value.ToConfig();
            phases[name.Trim('"')] = new ShutdownPhase(
                [.. phase.GetStringList("depends-on", [])],
                phase.GetTimeSpan("timeout", ordinary, false),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        }

        // A phase that others name but nobody configures.
        foreach (var name in phases.Values.SelectMany(p => p.DependsOn).Where(n => !phases.ContainsKey(n)).ToArray())
            phases[name] = new ShutdownPhase([], ordinary, true, true);
        return phases;
    }

    /// <summary>The phases so that each comes after those that it depends on.</summary>
    /// <exception cref="ArgumentException">A phase depends on itself.</exception>
    public static IReadOnlyList<string> Sort(Dictionary<string, ShutdownPhase> phases)
    {
        var order = new List<string>(phases.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var onTheWay = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in phases.Keys)
            Visit(name);
        return order;

        void Visit(string name)
        {
            if (done.Contains(name))
                return;
            if (!onTheWay.Add(name))
                throw new ArgumentException($"Cycle detected in graph of phases. Phase [{name}] depends transitively on itself.");
            foreach (var before in phases[name].DependsOn)
                Visit(before);
            onTheWay.Remove(name);
            done.Add(name);
            order.Add(name);
        }
    }
}
