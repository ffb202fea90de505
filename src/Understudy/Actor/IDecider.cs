namespace Akka.Actor;

/// <summary>Decides about failures (Akka.Actor.IDecider).</summary>
public interface IDecider
{
    /// <summary>The directive for the exception.</summary>
    Directive Decide(Exception cause);
}
