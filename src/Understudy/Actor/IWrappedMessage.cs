namespace Akka.Actor;

/// <summary>A message around a message (Akka.Actor.IWrappedMessage).</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}
