using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>An actor system's way to the services of its host. Mirrors Akka.DependencyInjection.DependencyResolver.</summary>
public sealed class DependencyResolver(IDependencyResolver resolver) : IExtension
{
    /// <summary>What gives the services.</summary>
    public IDependencyResolver Resolver { get; } = resolver;

    /// <summary>The system's resolver.</summary>
    /// <exception cref="Configuration.ConfigurationException">The system was made without a <see cref="DependencyResolverSetup"/>.</exception>
    public static DependencyResolver For(ActorSystem actorSystem) => new DependencyResolverExtension().Apply(actorSystem);

    /// <summary>Props of an actor that gets these arguments, and services for its other parameters.</summary>
    public Props Props<T>(params object[] args) where T : ActorBase => Resolver.Props<T>(args);

    /// <summary>Props of an actor that gets services for all its parameters.</summary>
    public Props Props<T>() where T : ActorBase => Resolver.Props<T>();

    /// <summary>Props of an actor that gets services for all its parameters.</summary>
    public Props Props(Type type) => Resolver.Props(type);

    /// <summary>Props of an actor that gets these arguments, and services for its other parameters.</summary>
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}
