using System.IO.Enumeration;

namespace Akka.Actor;

/// <summary>The actors at a path, found anew for each message (Akka.Actor.ActorSelection).</summary>
public class ActorSelection : ICanTell
{
    /// <summary>The actors at no path.</summary>
    public ActorSelection()
        : this(ActorRefs.Nobody, Array.Empty<SelectionPathElement>())
    {
    }

    /// <summary>The actors that the steps lead to.</summary>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    /// <summary>The actors at the path, which is relative to the anchor.</summary>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, Parse(path.Split('/')))
    {
    }

    /// <summary>The actors that the names, patterns and ".." lead to.</summary>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
        : this(anchor, Parse(elements))
    {
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; private set; }

    /// <summary>The steps.</summary>
    public SelectionPathElement[] Path { get; }

    /// <summary>The steps as text.</summary>
    public string PathString => "/" + string.Join('/', (object[])Path);

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender = null) =>
        DeliverSelection((IInternalActorRef)Anchor, sender ?? ActorCell.GetCurrentSelfOrNoSender(), new ActorSelectionMessage(message, Path));

    /// <summary>The one actor that is there.</summary>
    /// <exception cref="ActorNotFoundException">There was none in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => Resolve(timeout, CancellationToken.None);

    /// <summary>The one actor that is there.</summary>
    /// <exception cref="ActorNotFoundException">There was none in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct) => Resolve(timeout, ct);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorSelection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    /// <summary>Whether anchor and path are equal.</summary>
    protected bool Equals(ActorSelection other) => Anchor.Equals(other.Anchor) && PathString == other.PathString;

    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        var current = anchor;
        for (var i = 0; i < selection.Elements.Length; i++)
        {
            if (current is not ActorRefWithCell withCell)
            {
                // It finds its way from there by itself.
                current.Tell(new ActorSelectionMessage(selection.Message, selection.Elements[i..], selection.WildCardFanOut), sender);
                return;
            }

            switch (selection.Elements[i])
            {
                case SelectParent:
                    current = current.Parent;
                    break;
                case SelectChildName name:
                    current = withCell.GetSingleChild(name.Name);
                    break;
                case SelectChildRecursive:
                    FanOut(withCell, sender, selection);
                    return;
                case SelectChildPattern pattern:
                    FanOut(anchor, withCell, sender, selection, pattern.PatternStr, selection.Elements[(i + 1)..]);
                    return;
                default:
                    throw new NotSupportedException($"Unknown selection element {selection.Elements[i]}");
            }

            if (current is Nobody)
            {
                Miss(anchor, withCell, sender, selection);
                return;
            }
        }

        current.Tell(selection.Message, sender);
    }

    private static void FanOut(ActorRefWithCell parent, IActorRef? sender, ActorSelectionMessage selection)
    {
        foreach (var child in parent.Children)
        {
            child.Tell(selection.Message, sender);
            if (child is ActorRefWithCell withCell)
                FanOut(withCell, sender, selection);
        }
    }

    private static void FanOut(
        IInternalActorRef anchor,
        ActorRefWithCell parent,
        IActorRef? sender,
        ActorSelectionMessage selection,
        string pattern,
        SelectionPathElement[] rest)
    {
        IActorRef[] matches = [.. parent.Children.Where(c => FileSystemName.MatchesSimpleExpression(pattern, c.Path.Name, ignoreCase: false))];
        if (matches.Length == 0)
        {
            Miss(anchor, parent, sender, selection);
            return;
        }

        var onwards = new ActorSelectionMessage(selection.Message, rest, selection.WildCardFanOut || matches.Length > 1);
        foreach (var match in matches)
            DeliverSelection((IInternalActorRef)match, sender, onwards);
    }

    /// <summary>Nobody is there. After a wildcard that is nothing to speak of: others got the message.</summary>
    private static void Miss(IInternalActorRef anchor, ActorRefWithCell last, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.WildCardFanOut)
            return;
        var path = anchor.Path / selection.Elements.Select(e => e.ToString() ?? "");
        new EmptyLocalActorRef(last.Provider, path, last.Underlying.System.EventStream).Tell(selection, sender);
    }

    private static SelectionPathElement[] Parse(IEnumerable<string> elements)
    {
        string[] names = [.. elements.Where(e => e.Length > 0)];
        var path = new SelectionPathElement[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            path[i] = names[i] switch
            {
                ".." => new SelectParent(),
                "**" when i == names.Length - 1 => SelectChildRecursive.Instance,
                "**" => throw new IllegalActorNameException("Double wildcard can only appear at the last path entry"),
                var name when name.AsSpan().ContainsAny('*', '?') => new SelectChildPattern(name),
                var name => new SelectChildName(name),
            };
        }

        return path;
    }

    private async Task<IActorRef> Resolve(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }
}
