namespace Akka.Actor.Setup;

/// <summary>A part of what a system is set up with in code (Akka.Actor.Setup.Setup).</summary>
public abstract class Setup
{
    /// <summary>This and another.</summary>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
