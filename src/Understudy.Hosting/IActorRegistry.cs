using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Where actors are registered under a type that stands for them. Mirrors Akka.Hosting.IActorRegistry.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Registers an actor.</summary>
    /// <exception cref="DuplicateActorRegistryException">Another is registered, and it is not to be overwritten.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers an actor; says whether it could, which it cannot over another unless that is to be overwritten.</summary>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers an actor; says whether it could, which it cannot over another unless that is to be overwritten.</summary>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
