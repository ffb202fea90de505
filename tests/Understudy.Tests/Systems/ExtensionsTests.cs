using Akka.Actor;

namespace Understudy.Tests.Systems;

public sealed class ExtensionsTests : RuntimeTest
{
    [Fact]
    public void An_extension_is_made_once_per_system()
    {
        var first = new CountingProvider().Apply(Sys);
        var second = new CountingProvider().Apply(Sys);
        Assert.Same(first, second);
        Assert.Same(Sys, first.System);
        Assert.Same(first, Sys.GetExtension<Counting>());
    }

    [Fact]
    public void Each_system_has_its_own_extension()
    {
        using var other = ActorSystem.Create("other");
        Assert.NotSame(new CountingProvider().Apply(Sys), new CountingProvider().Apply(other));
    }

    [Fact]
    public void An_extension_that_was_not_registered_is_absent()
    {
        Assert.False(Sys.HasExtension<Counting>());
        Sys.RegisterExtension(new CountingProvider());
        Assert.True(Sys.HasExtension<Counting>());
        Assert.True(Sys.TryGetExtension<Counting>(out _));
    }

    [Fact]
    public void Configured_extensions_are_loaded_at_start()
    {
        using var system = ActorSystem.Create("extended", $"akka.extensions = [\"{typeof(CountingProvider).AssemblyQualifiedName}\"]");
        Assert.True(system.HasExtension<Counting>());
    }

    public sealed class Counting(ExtendedActorSystem system) : IExtension
    {
        public ActorSystem System => system;
    }

    public sealed class CountingProvider : ExtensionIdProvider<Counting>
    {
        public override Counting CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
