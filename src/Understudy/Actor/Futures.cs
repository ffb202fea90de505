namespace Akka.Actor;

/// <summary>Ask: a message out, a task of the answer back (Akka.Actor.Futures).</summary>
public static class Futures
{
    /// <summary>The answer to the message, whatever its type.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>The answer to the message, whatever its type.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>The answer to the message, whatever its type.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>The answer to the message.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>The answer to the message.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>The answer to the message.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>
    /// The answer to the message that the function makes of the asker's reference. Fails with <see cref="AskTimeoutException"/> when none
    /// comes in time, with the cause of a <see cref="Status.Failure"/>, and with <see cref="ArgumentException"/> on an answer of another type.
    /// </summary>
    /// <exception cref="ArgumentException">The receiver does not say which system it belongs to.</exception>
    public static async Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self)
            ?? throw new ArgumentException("Unable to resolve the target Provider: the receiver is no local actor.", nameof(self));
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var limit = timeout ?? provider.Settings.AskTimeout;
        // The timer is the machine's and not the scheduler's: an Ask from a test must end even where time is virtual.
        using var timer = limit > TimeSpan.Zero ? new CancellationTokenSource(limit) : null;
        await using var onTimeout = timer?.Token.Register(
            () => result.TrySetException(new AskTimeoutException($"Timeout after {limit} seconds"))) ?? default;
        await using var onCancel = cancellationToken.Register(() => result.TrySetCanceled(cancellationToken));
        using var future = new FutureRef<T>(result, provider);
        self.Tell(messageFactory(future), future);
        return await result.Task.ConfigureAwait(false);
    }

    internal static IActorRefProvider? ProviderOf(ICanTell self) => self switch
    {
        // The receiver's own system decides first: another one may be asked from inside an actor.
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef reference => reference.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}
