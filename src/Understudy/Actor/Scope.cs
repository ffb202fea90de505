namespace Akka.Actor;

/// <summary>Where an actor is deployed (Akka.Actor.Scope).</summary>
public abstract class Scope : IEquatable<Scope>
{
    /// <summary>In this process.</summary>
    public static readonly LocalScope Local = LocalScope.Instance;

    /// <summary>This one, or the other where this says nothing.</summary>
    public abstract Scope WithFallback(Scope other);

    /// <summary>The same again.</summary>
    public abstract Scope Copy();

    /// <inheritdoc/>
    public virtual bool Equals(Scope? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scope);

    /// <inheritdoc/>
    public override int GetHashCode() => GetType().GetHashCode();
}
