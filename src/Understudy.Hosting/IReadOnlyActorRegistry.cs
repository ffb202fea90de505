using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Actors found by a type that stands for them. May be used from any thread. Mirrors Akka.Hosting.IReadOnlyActorRegistry.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>Finds an actor; <see cref="ActorRefs.Nobody"/> and false when none is registered.</summary>
    bool TryGet<TKey>(out IActorRef actor);

    /// <summary>Finds an actor; <see cref="ActorRefs.Nobody"/> and false when none is registered.</summary>
    bool TryGet(Type key, out IActorRef actor);

    /// <summary>Finds an actor.</summary>
    /// <exception cref="MissingActorRegistryEntryException">None is registered.</exception>
    IActorRef Get<TKey>();

    /// <summary>Finds an actor, or waits until one is registered.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    /// <summary>Finds an actor, or waits until one is registered.</summary>
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}
