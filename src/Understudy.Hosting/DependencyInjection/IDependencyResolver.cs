using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>Gives services, and props of actors whose constructors take services. Mirrors Akka.DependencyInjection.IDependencyResolver.</summary>
public interface IDependencyResolver
{
    /// <summary>A scope of its own for scoped services; whoever makes it disposes it.</summary>
    IResolverScope CreateScope();

    /// <summary>The service, or null.</summary>
    T? GetService<T>();

    /// <summary>The service, or null.</summary>
    object? GetService(Type type);

    /// <summary>Props of an actor that gets these arguments, and services for its other parameters.</summary>
    Props Props(Type type, params object[] args);

    /// <summary>Props of an actor that gets services for all its parameters.</summary>
    Props Props(Type type);

    /// <summary>Props of an actor that gets these arguments, and services for its other parameters.</summary>
    Props Props<T>(params object[] args) where T : ActorBase;
}
