using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Makes actors out of given arguments and the services of a container.</summary>
internal sealed class ServiceProviderActorProducer(IServiceProvider provider, Type actorType, object[] args) : IIndirectActorProducer
{
    public Type ActorType { get; } = actorType;

    public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(provider, ActorType, args);

    // The services belong to the container, and a disposable actor is disposed by its cell.
    public void Release(ActorBase actor)
    {
    }
}
