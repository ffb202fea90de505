namespace Akka.Event;

/// <summary>The queue of a logger (Akka.Event.ILoggerMessageQueueSemantics).</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;
