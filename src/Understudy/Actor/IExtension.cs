namespace Akka.Actor;

/// <summary>Something that a system has one of (Akka.Actor.IExtension).</summary>
public interface IExtension;
