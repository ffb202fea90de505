namespace Akka.Hosting;

/// <summary>No actor is registered for the key. Mirrors Akka.Hosting.MissingActorRegistryEntryException.</summary>
public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    /// <summary>Names the key.</summary>
    public MissingActorRegistryEntryException(string message) : base(message)
    {
    }

    /// <summary>Names the key, and what caused it.</summary>
    public MissingActorRegistryEntryException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
