namespace Akka.TestKit;

/// <content>Expectations on the next message.</content>
public abstract partial class TestKitBase
{
    /// <summary>The next message, which must be of the type.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(true, duration, null, null, hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must be of the type.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect<T>(false, duration, null, null, hint, cancellationToken));

    /// <summary>The next message, which must be equal to the given one.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, Description.OfValue(message), IsEqualTo(message, hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must be equal to the given one.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect(false, timeout, Description.OfValue(message), IsEqualTo(message, hint), hint, cancellationToken));

    /// <summary>The next message, for which the predicate must hold.</summary>
    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, null, Holds<T>((message, _) => isMessage(message), hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, for which the predicate must hold.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect(false, timeout, null, Holds<T>((message, _) => isMessage(message), hint), hint, cancellationToken));

    /// <summary>The next message, which the assertions must accept.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(true, timeout, null, (message, _) => assert(message), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which the assertions must accept.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect<T>(false, timeout, null, (message, _) => assert(message), hint, cancellationToken));

    /// <summary>The next message, for which and for whose sender the function must hold.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, null, Holds(isMessageAndSender, hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, for which and for whose sender the function must hold.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect(false, timeout, null, Holds(isMessageAndSender, hint), hint, cancellationToken));

    /// <summary>The next message, which with its sender the assertions must accept.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, null, assertMessageAndSender, hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which with its sender the assertions must accept.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect(false, timeout, null, assertMessageAndSender, hint, cancellationToken));

    /// <summary>The next message, which must be equal to the given one by the comparer.</summary>
    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, Description.OfValue(expected), IsEqualTo(expected, comparer, hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must be equal to the given one by the comparer.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect(false, timeout, Description.OfValue(expected), IsEqualTo(expected, comparer, hint), hint, cancellationToken));

    /// <summary>The next message, which must tell of the end of the actor; watch it before.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, $"the termination of {target}", EndOf(target, hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must tell of the end of the actor; watch it before.</summary>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Expect(false, timeout, $"the termination of {target}", EndOf(target, hint), hint, cancellationToken));

    private async Task<T> Expect<T>(
        bool blocking, TimeSpan? timeout, string? what, Action<T, IActorRef>? check, string? hint, CancellationToken cancellation)
    {
        var max = RemainingOrDilated(timeout);
        var envelope = await Take(blocking, max, cancellation);
        what ??= $"a message of type {Description.OfType(typeof(T))}";
        if (envelope is null)
            throw Failed($"Expected {what}, but nothing came within {Description.Of(max)}.{Description.Hint(hint)}");
        if (envelope.Message is not T message)
            throw Failed($"Expected {what}, but received {Description.Of(envelope)}.{Description.Hint(hint)}");
        check?.Invoke(message, envelope.Sender);
        return message;
    }

    private Action<T, IActorRef> IsEqualTo<T>(T expected, string? hint) => (message, sender) =>
        _assertions.AssertEqual(expected, message, "{0}", $"Expected another message than the one from {sender}.{Description.Hint(hint)}");

    private Action<T, IActorRef> IsEqualTo<T>(T expected, Func<T, T, bool> comparer, string? hint) => (message, sender) =>
        _assertions.AssertEqual(
            expected, message, comparer, "{0}", $"Expected another message than the one from {sender}.{Description.Hint(hint)}");

    private Action<T, IActorRef> Holds<T>(Func<T, IActorRef, bool> predicate, string? hint) => (message, sender) =>
    {
        if (!predicate(message, sender))
        {
            throw Failed(
                $"Expected a message of type {Description.OfType(typeof(T))} for which the predicate holds, but it does not for "
                + $"{Description.OfValue(message)} from {sender}.{Description.Hint(hint)}");
        }
    };

    private Action<Terminated, IActorRef> EndOf(IActorRef target, string? hint) => (terminated, _) =>
    {
        if (!terminated.ActorRef.Equals(target))
            throw Failed($"Expected the termination of {target}, but {terminated.ActorRef} has terminated.{Description.Hint(hint)}");
    };
}
