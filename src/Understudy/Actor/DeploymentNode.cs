namespace Akka.Actor;

/// <summary>One name in the tree of deployments by path.</summary>
internal sealed class DeploymentNode
{
    private readonly Dictionary<string, DeploymentNode> _below = new(StringComparer.Ordinal);
    private Deploy? _deploy;

    public bool IsEmpty => _below.Count == 0;

    public void Add(ReadOnlySpan<string> names, Deploy deploy)
    {
        if (names.IsEmpty)
        {
            _deploy = deploy;
            return;
        }

        if (!_below.TryGetValue(names[0], out var next))
            _below[names[0]] = next = new DeploymentNode();
        next.Add(names[1..], deploy);
    }

    public Deploy? Find(ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
            return _deploy;
        return FindBelow(names[0], names[1..]) ?? FindBelow("*", names[1..])
            ?? (_below.TryGetValue("**", out var any) ? any._deploy : null);
    }

    private Deploy? FindBelow(string name, ReadOnlySpan<string> rest) =>
        _below.TryGetValue(name, out var next) ? next.Find(rest) : null;
}
