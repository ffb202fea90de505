namespace Akka.TestKit;

/// <summary>Stands for "no message came" (Akka.TestKit.NullMessageEnvelope).</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The only instance.</summary>
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    /// <inheritdoc/>
    public override object Message => null!; // the mirrored API says "nothing" by null

    /// <summary>Not to be asked for: nobody sent nothing.</summary>
    /// <exception cref="IllegalActorStateException">Always.</exception>
    public override IActorRef Sender =>
        throw new IllegalActorStateException("There is no last sender: the latest expectation received no message.");

    /// <inheritdoc/>
    public override string ToString() => "<no message>";
}
