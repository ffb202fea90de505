using System.Reflection;

namespace Akka.Actor;

/// <summary>Makes actors with a constructor that was found once.</summary>
internal sealed class ConstructorProducer(Type type, ConstructorInfo constructor, object?[] arguments) : IIndirectActorProducer
{
    public Type ActorType => type;

    public ActorBase Produce() => (ActorBase)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public void Release(ActorBase actor)
    {
    }
}
