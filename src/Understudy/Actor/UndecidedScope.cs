namespace Akka.Actor;

/// <summary>Nothing was said about where to deploy.</summary>
internal sealed class UndecidedScope : Scope
{
    public static readonly UndecidedScope Instance = new();

    private UndecidedScope()
    {
    }

    public override Scope WithFallback(Scope other) => other;

    public override Scope Copy() => this;
}
