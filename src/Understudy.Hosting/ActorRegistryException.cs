namespace Akka.Hosting;

/// <summary>The registry could not do what it was asked. Mirrors Akka.Hosting.ActorRegistryException.</summary>
public class ActorRegistryException : Exception
{
    /// <summary>Says what could not be done.</summary>
    public ActorRegistryException(string message) : base(message)
    {
    }

    /// <summary>Says what could not be done, and what caused it.</summary>
    public ActorRegistryException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
