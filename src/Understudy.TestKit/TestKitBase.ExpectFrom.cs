namespace Akka.TestKit;

/// <content>Expectations on the next message and its sender.</content>
public abstract partial class TestKitBase
{
    /// <summary>The next message, which must be of the type and from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectFrom<T>(true, duration, From(sender, hint), null, hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must be of the type and from the sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectFrom<T>(false, duration, From(sender, hint), null, hint, cancellationToken));

    /// <summary>The next message, which must be equal to the given one and from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectFrom(true, timeout, From(sender, hint), IsEqualTo(message, hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must be equal to the given one and from the sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectFrom(false, timeout, From(sender, hint), IsEqualTo(message, hint), hint, cancellationToken));

    /// <summary>The next message, for which the predicate must hold, from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectFrom(true, timeout, From(sender, hint), Holds<T>((message, _) => isMessage(message), hint), hint, cancellationToken)
            .GetAwaiter().GetResult();

    /// <summary>The next message, for which the predicate must hold, from the sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectFrom(false, timeout, From(sender, hint), Holds<T>((message, _) => isMessage(message), hint), hint, cancellationToken));

    /// <summary>The next message, for which and for whose sender the predicates must hold.</summary>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectFrom(true, timeout, From(isSender, hint), Holds<T>((message, _) => isMessage(message), hint), hint, cancellationToken)
            .GetAwaiter().GetResult();

    /// <summary>The next message, for which and for whose sender the predicates must hold.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        new(ExpectFrom(false, timeout, From(isSender, hint), Holds<T>((message, _) => isMessage(message), hint), hint, cancellationToken));

    /// <summary>The next message, which the assertions must accept, from the sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectFrom<T>(true, timeout, From(sender, hint), (message, _) => assertMessage(message), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which the assertions must accept, from the sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectFrom<T>(false, timeout, From(sender, hint), (message, _) => assertMessage(message), hint, cancellationToken));

    /// <summary>The next message, which and whose sender the assertions must accept.</summary>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectFrom<T>(true, timeout, assertSender, (message, _) => assertMessage(message), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which and whose sender the assertions must accept.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        new(ExpectFrom<T>(false, timeout, assertSender, (message, _) => assertMessage(message), hint, cancellationToken));

    private Task<T> ExpectFrom<T>(
        bool blocking,
        TimeSpan? timeout,
        Action<IActorRef> checkSender,
        Action<T, IActorRef>? checkMessage,
        string? hint,
        CancellationToken cancellation)
    {
        void Check(T message, IActorRef sender)
        {
            checkSender(sender);
            checkMessage?.Invoke(message, sender);
        }

        return Expect<T>(blocking, timeout, null, Check, hint, cancellation);
    }

    private Action<IActorRef> From(IActorRef expected, string? hint) => sender =>
    {
        if (!Equals(expected, sender))
            throw Failed($"Expected a message from {expected}, but received {Description.Of(_last)}.{Description.Hint(hint)}");
    };

    private Action<IActorRef> From(Predicate<IActorRef> isExpected, string? hint) => sender =>
    {
        if (!isExpected(sender))
            throw Failed($"Expected a sender for which the predicate holds, but received {Description.Of(_last)}.{Description.Hint(hint)}");
    };
}
