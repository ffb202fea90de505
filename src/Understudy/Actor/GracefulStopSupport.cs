namespace Akka.Actor;

/// <summary>Stops an actor and waits for its end (Akka.Actor.GracefulStopSupport).</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends a <see cref="PoisonPill"/>; true when the actor has ended in time.</summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>Sends the message, which should stop the actor; true when it has ended in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not IInternalActorRef known || target is Nobody)
            throw new InvalidOperationException("Only a local actor can be stopped gracefully.");
        using var end = new EndOfActorRef(known);
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await end.Ended.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
