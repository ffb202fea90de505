using Xunit.Sdk;

namespace Understudy.Tests;

/// <summary>A theory of Understudy alone, as <see cref="UnderstudyFactAttribute"/> is a fact of it.</summary>
[TraitDiscoverer("Understudy.Tests.UnderstudyTraitDiscoverer", "Understudy.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnderstudyTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public UnderstudyTheoryAttribute() => Skip = UnderstudyTraitDiscoverer.ReasonToSkip;
}
