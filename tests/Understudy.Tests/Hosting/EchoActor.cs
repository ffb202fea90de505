using Akka.Actor;

namespace Understudy.Tests.Hosting;

/// <summary>Answers every message with that message.</summary>
internal sealed class EchoActor : ReceiveActor
{
    public EchoActor() => ReceiveAny(message => Sender.Tell(message));
}
