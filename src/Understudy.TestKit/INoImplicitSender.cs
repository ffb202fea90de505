namespace Akka.TestKit;

/// <summary>Marks a test class whose test actor is not the sender of what its methods tell (Akka.TestKit.INoImplicitSender).</summary>
public interface INoImplicitSender
{
}
