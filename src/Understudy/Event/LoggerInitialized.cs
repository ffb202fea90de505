namespace Akka.Event;

/// <summary>A logger's answer to <see cref="InitializeLogger"/> (Akka.Event.LoggerInitialized).</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded;
