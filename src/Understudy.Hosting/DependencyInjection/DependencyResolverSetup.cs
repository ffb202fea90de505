using Akka.Actor.Setup;

namespace Akka.DependencyInjection;

/// <summary>Gives a new actor system its services. Mirrors Akka.DependencyInjection.DependencyResolverSetup.</summary>
public class DependencyResolverSetup : Setup
{
    private DependencyResolverSetup(IDependencyResolver dependencyResolver) => DependencyResolver = dependencyResolver;

    /// <summary>What gives the services.</summary>
    public IDependencyResolver DependencyResolver { get; }

    /// <summary>Services from a container.</summary>
    public static DependencyResolverSetup Create(IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new DependencyResolverSetup(new ServiceProviderDependencyResolver(provider));
    }

    /// <summary>Services from a resolver of one's own.</summary>
    public static DependencyResolverSetup Create(IDependencyResolver provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new DependencyResolverSetup(provider);
    }
}
