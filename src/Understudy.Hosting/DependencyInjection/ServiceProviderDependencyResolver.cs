using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Services from a container of Microsoft.Extensions. Mirrors Akka.DependencyInjection.ServiceProviderDependencyResolver.</summary>
public class ServiceProviderDependencyResolver(IServiceProvider serviceProvider) : IDependencyResolver
{
    /// <summary>The container.</summary>
    public IServiceProvider ServiceProvider { get; } = serviceProvider;

    /// <inheritdoc/>
    public IResolverScope CreateScope() => new ServiceProviderScope(ServiceProvider.CreateScope());

    /// <inheritdoc/>
    public T? GetService<T>() => ServiceProvider.GetService<T>();

    /// <inheritdoc/>
    public object? GetService(Type type) => ServiceProvider.GetService(type);

    /// <inheritdoc/>
    public Props Props(Type type, params object[] args) => typeof(ActorBase).IsAssignableFrom(type)
        ? Akka.Actor.Props.CreateBy(new ServiceProviderActorProducer(ServiceProvider, type, args))
        : throw new ArgumentException($"{type} is not an actor: it does not extend {nameof(ActorBase)}.", nameof(type));

    /// <inheritdoc/>
    public Props Props(Type type) => Props(type, []);

    /// <inheritdoc/>
    public Props Props<T>(params object[] args) where T : ActorBase => Props(typeof(T), args);
}
