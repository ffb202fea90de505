namespace Akka.Actor;

/// <summary>Cancelables that may be null (Akka.Actor.CancelableExtensions).</summary>
public static class CancelableExtensions
{
    /// <summary>Cancels it if there is one.</summary>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
