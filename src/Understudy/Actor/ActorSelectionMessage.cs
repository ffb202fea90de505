namespace Akka.Actor;

/// <summary>A message on its way along a selection's path (Akka.Actor.ActorSelectionMessage).</summary>
public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    /// <summary>Of the message and the steps that are left.</summary>
    public ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    {
        Message = message;
        Elements = elements;
        WildCardFanOut = wildCardFanOut;
    }

    /// <inheritdoc/>
    public object Message { get; }

    /// <summary>The steps that are left.</summary>
    public SelectionPathElement[] Elements { get; }

    /// <summary>Whether a wildcard has sent it to several actors.</summary>
    public bool WildCardFanOut { get; }

    /// <summary>The same with something else.</summary>
    public ActorSelectionMessage Copy(object? message = null, SelectionPathElement[]? elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSelectionMessage - Message: {Message} - Elements: {string.Join('/', (object[])Elements)}";
}
