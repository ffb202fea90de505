using Xunit.Sdk;

namespace Understudy.Tests;

/// <summary>A fact of Understudy alone, where it does better than Akka.NET 1.5: it has the trait runtime=understudy and is skipped on any other runtime.</summary>
[TraitDiscoverer("Understudy.Tests.UnderstudyTraitDiscoverer", "Understudy.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnderstudyFactAttribute : FactAttribute, ITraitAttribute
{
    public UnderstudyFactAttribute() => Skip = UnderstudyTraitDiscoverer.ReasonToSkip;
}
