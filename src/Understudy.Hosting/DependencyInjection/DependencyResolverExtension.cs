using Akka.Actor;
using Akka.Configuration;

namespace Akka.DependencyInjection;

/// <summary>Makes a system's <see cref="DependencyResolver"/>. Mirrors Akka.DependencyInjection.DependencyResolverExtension.</summary>
public sealed class DependencyResolverExtension : ExtensionIdProvider<DependencyResolver>
{
    /// <inheritdoc/>
    public override DependencyResolver CreateExtension(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup.Get<DependencyResolverSetup>();
        return setup.HasValue
            ? new DependencyResolver(setup.Value.DependencyResolver)
            : throw new ConfigurationException(
                $"The actor system '{system.Name}' has no services: it was made without a {nameof(DependencyResolverSetup)}.");
    }
}
