using Akka.Actor;

namespace Understudy.Tests.Supervision;

/// <summary>Adds up the numbers it is sent, answers any text with the sum, and throws the exceptions that it is sent.</summary>
internal sealed class Accumulator : ReceiveActor
{
    private int _sum;

    public Accumulator()
    {
        Receive<int>(number => _sum += number);
        Receive<string>(_ => Sender.Tell(_sum));
        Receive<Exception>(failure => throw failure);
    }
}
