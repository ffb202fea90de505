namespace Akka.Actor;

/// <summary>Selections for everyone who makes them (Akka.Actor.ActorRefFactoryShared).</summary>
public static class ActorRefFactoryShared
{
    /// <summary>The actors at the path.</summary>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <summary>The actors at the path: a full one, one from the root ("/…"), or one relative to the look-up root.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        if (path.Contains("://", StringComparison.Ordinal))
        {
            return ActorPath.TryParse(path, out var full)
                ? ActorSelection(full, system)
                : new ActorSelection(provider.DeadLetters, "");
        }

        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, path[1..])
            : new ActorSelection(lookupRoot, path);
    }

    /// <summary>The actors at the path, which is relative to the anchor.</summary>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);
}
