namespace Akka.Actor;

/// <summary>Pairs directives with exceptions (Akka.Actor.DirectiveExtensions).</summary>
public static class DirectiveExtensions
{
    /// <summary>The directive for that exception.</summary>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
