namespace ActorServer.Server.Control;

/// <summary>The control socket cannot be had, or there is no server behind it; the message is a sentence for a person.</summary>
/// <param name="message">The sentence.</param>
internal sealed class ControlException(string message) : Exception(message);
