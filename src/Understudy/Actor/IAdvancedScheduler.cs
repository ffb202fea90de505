namespace Akka.Actor;

/// <summary>Runs code later (Akka.Actor.IAdvancedScheduler).</summary>
public interface IAdvancedScheduler : IActionScheduler, IRunnableScheduler;
