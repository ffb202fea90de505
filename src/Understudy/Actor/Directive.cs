namespace Akka.Actor;

/// <summary>What a supervisor does about a failure (Akka.Actor.Directive).</summary>
public enum Directive
{
    /// <summary>The child goes on as if nothing had happened.</summary>
    Resume,

    /// <summary>The child gets a new instance.</summary>
    Restart,

    /// <summary>The supervisor fails itself.</summary>
    Escalate,

    /// <summary>The child stops.</summary>
    Stop,
}
