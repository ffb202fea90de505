namespace Akka.Actor;

/// <summary>A message that never leaves the process (Akka.Actor.INoSerializationVerificationNeeded).</summary>
public interface INoSerializationVerificationNeeded;
