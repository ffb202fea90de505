namespace Akka.Actor;

/// <summary>An actor that handles nothing.</summary>
internal sealed class EmptyActor : ActorBase
{
    protected override bool Receive(object message) => false;
}
