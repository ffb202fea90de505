namespace Akka.Actor;

/// <summary>A message that does not restart the receive timeout (Akka.Actor.INotInfluenceReceiveTimeout).</summary>
public interface INotInfluenceReceiveTimeout;
