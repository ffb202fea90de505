namespace Akka.Actor;

/// <summary>The clock of the machine (Akka.Actor.IDateTimeOffsetNowTimeProvider).</summary>
public interface IDateTimeOffsetNowTimeProvider : ITimeProvider;
