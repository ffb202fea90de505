using Akka.Actor;

namespace Akka.Hosting;

/// <summary>An actor that a service of the host needs, by the type that stands for it. Mirrors Akka.Hosting.IRequiredActor.</summary>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor.</summary>
    /// <exception cref="MissingActorRegistryEntryException">It is not registered, perhaps not yet: then wait with <see cref="GetAsync"/>.</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
