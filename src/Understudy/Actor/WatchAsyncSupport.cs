namespace Akka.Actor;

/// <summary>Waits for an actor's end (Akka.Actor.WatchAsyncSupport).</summary>
public static class WatchAsyncSupport
{
    /// <summary>True when the actor has ended, false when the token was cancelled first.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef known || target is Nobody)
            return false;
        using var end = new EndOfActorRef(known);
        try
        {
            await end.Ended.WaitAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
