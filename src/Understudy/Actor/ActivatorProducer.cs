using System.Reflection;

namespace Akka.Actor;

/// <summary>Makes actors with whatever constructor takes the arguments.</summary>
internal sealed class ActivatorProducer(Type type, object?[] arguments) : IIndirectActorProducer
{
    public Type ActorType => type;

    public ActorBase Produce() => (ActorBase)Activator.CreateInstance(
        type, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, binder: null, arguments, culture: null)!; // never null for a class

    public void Release(ActorBase actor)
    {
    }
}
