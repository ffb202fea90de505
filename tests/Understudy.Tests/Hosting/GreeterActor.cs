using Akka.Actor;

namespace Understudy.Tests.Hosting;

/// <summary>Takes one parameter from the caller and one from the host's services.</summary>
internal sealed class GreeterActor : ReceiveActor
{
    public GreeterActor(GreetingService service, string mark) => Receive<string>(name => Sender.Tell(service.Greet(name) + mark));
}
