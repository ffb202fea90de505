using System.Reflection;

namespace Akka.Actor;

/// <summary>Makes actors with a constructor that was found once.</summary>
internal sealed class ConstructorProducer(Type type, ConstructorInfo constructor, object?[] arguments) : IIndirectActorProducer
{
    private readonly ConstructorInvoker _invoker = ConstructorInvoker.Create(constructor);

    public Type ActorType => type;

    public ActorBase Produce() => (ActorBase)_invoker.Invoke(arguments.AsSpan());

    public void Release(ActorBase actor)
    {
    }
}
