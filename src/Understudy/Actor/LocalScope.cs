namespace Akka.Actor;

/// <summary>In this process (Akka.Actor.LocalScope).</summary>
public class LocalScope : Scope
{
    private LocalScope()
    {
    }

    /// <summary>The only instance.</summary>
    public static LocalScope Instance { get; } = new();

    /// <inheritdoc/>
    public override Scope WithFallback(Scope other) => Instance;

    /// <inheritdoc/>
    public override Scope Copy() => Instance;
}
