namespace Akka.Event;

/// <summary>The first message of a logger, which answers with <see cref="LoggerInitialized"/> (Akka.Event.InitializeLogger).</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    /// <summary>Of the bus to listen to.</summary>
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    /// <summary>The bus to listen to.</summary>
    public LoggingBus LoggingBus { get; }
}
