using Akka.Actor;

namespace ActorServer.Server.Listener;

/// <summary>What the listener is told.</summary>
public static class ListenerProtocol
{
    /// <summary>Program → listener: give up the address; connections go on. Answered by <see cref="AcceptingStopped"/>.</summary>
    public sealed record StopAccepting
    {
        /// <summary>The one value.</summary>
        public static readonly StopAccepting Instance = new();
    }

    /// <summary>Listener → asker: the address is free, no further client gets in.</summary>
    public sealed record AcceptingStopped
    {
        /// <summary>The one value.</summary>
        public static readonly AcceptingStopped Instance = new();
    }

    /// <summary>Anybody → listener: say what you are doing. Answered by one <see cref="ListenerStatus"/>.</summary>
    /// <param name="ReplyTo">Who gets the answer.</param>
    public sealed record Describe(IActorRef ReplyTo);

    /// <summary>Program → listener: close every connection as soon as its request under way is answered; the listener stops itself after the last one.</summary>
    public sealed record Drain
    {
        /// <summary>The one value.</summary>
        public static readonly Drain Instance = new();
    }
}
