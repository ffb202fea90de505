using Akka.Actor;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Understudy.Tests;

/// <summary>Gives the facts and theories of Understudy their trait, for filters, and knows whether they can run.</summary>
public sealed class UnderstudyTraitDiscoverer : ITraitDiscoverer
{
    // Skipping is more than politeness: some of these documents overflow the stack of Akka.NET's parser, and that would end the whole run.
    internal static string? ReasonToSkip { get; } =
        typeof(ActorSystem).Assembly.GetName().Name == "Understudy" ? null : "Akka.NET 1.5 does not do this.";

    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("runtime", "understudy")];
}
