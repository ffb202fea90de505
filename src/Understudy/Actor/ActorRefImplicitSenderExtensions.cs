// Akka.NET's signatures say nothing about null, and neither do these: the same source has to compile against both.
#nullable disable annotations

namespace Akka.Actor;

/// <summary>Tell and Forward with the actor that runs now as sender (Akka.Actor.ActorRefImplicitSenderExtensions).</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends a message; the sender is the actor that runs now, if one does.</summary>
    public static void Tell(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Passes a message on with the sender of the message that is handled now.</summary>
    public static void Forward(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}
