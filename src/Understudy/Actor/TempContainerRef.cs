using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>/temp: references without actors, by name.</summary>
internal sealed class TempContainerRef(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(StringComparer.Ordinal);

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override IInternalActorRef Parent => provider.RootGuardian;

    public void Add(string name, IInternalActorRef actorRef) => _children[name] = actorRef;

    public void Remove(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name) => name.Count switch
    {
        0 => this,
        _ when _children.TryGetValue(name[0], out var child) => child.GetChild([.. name.Skip(1)]),
        _ => ActorRefs.Nobody,
    };

    protected override void TellInternal(object message, IActorRef sender)
    {
        // A selection such as "/temp/$a" has come this far and cannot look into us.
        if (message is ActorSelectionMessage { Elements: [SelectChildName name, ..] } selection
            && _children.TryGetValue(name.Name, out var child))
        {
            child.Tell(selection.Elements.Length == 1 ? selection.Message : selection.Copy(elements: selection.Elements[1..]), sender);
            return;
        }

        provider.DeadLetters.Tell(message, sender);
    }
}
