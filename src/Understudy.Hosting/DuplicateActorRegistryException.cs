namespace Akka.Hosting;

/// <summary>Another actor is registered for the key already. Mirrors Akka.Hosting.DuplicateActorRegistryException.</summary>
public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    /// <summary>Names the key.</summary>
    public DuplicateActorRegistryException(string message) : base(message)
    {
    }

    /// <summary>Names the key, and what caused it.</summary>
    public DuplicateActorRegistryException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
