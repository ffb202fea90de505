namespace Akka.Event;

/// <summary>A message whose dead letter nobody needs to hear of (Akka.Event.IDeadLetterSuppression).</summary>
public interface IDeadLetterSuppression;
