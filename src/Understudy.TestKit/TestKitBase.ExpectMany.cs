namespace Akka.TestKit;

/// <content>Expectations on no message and on several messages.</content>
public abstract partial class TestKitBase
{
    /// <summary>Fails if a message comes in the default time.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        ExpectNothing(true, RemainingOrDefault, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Fails if a message comes in the default time.</summary>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        new(ExpectNothing(false, RemainingOrDefault, cancellationToken));

    /// <summary>Fails if a message comes in the time.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectNothing(true, Dilated(duration), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Fails if a message comes in the time.</summary>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        new(ExpectNothing(false, Dilated(duration), cancellationToken));

    /// <summary>Fails if a message comes in the time.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Fails if a message comes in the time.</summary>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>The next message, which must be equal to one of the given ones.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAny(true, [.. messages], cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, which must be equal to one of the given ones.</summary>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        new(ExpectAny(false, [.. messages], cancellationToken));

    /// <summary>As many messages as are given, each equal to one of them, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    /// <summary>As many messages as are given, each equal to one of them, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAll(true, RemainingOrDefault, Wanted(messages), cancellationToken).GetAwaiter().GetResult().Cast<T>().ToArray();

    /// <summary>As many messages as are given, each equal to one of them, in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Each<T>(ExpectAll(false, RemainingOrDefault, Wanted(messages), cancellationToken));

    /// <summary>As many messages as are given, each equal to one of them, in any order, all in the time.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    /// <summary>As many messages as are given, each equal to one of them, in any order, all in the time.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAll(true, Dilated(max), Wanted(messages), cancellationToken).GetAwaiter().GetResult().Cast<T>().ToArray();

    /// <summary>As many messages as are given, each equal to one of them, in any order, all in the time.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Each<T>(ExpectAll(false, Dilated(max), Wanted(messages), cancellationToken));

    /// <summary>As many messages as predicates, each held by one of them, in any order.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    /// <summary>As many messages as predicates, each held by one of them, in any order.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        ExpectAll(true, RemainingOrDefault, Wanted(predicates), cancellationToken).GetAwaiter().GetResult();

    /// <summary>As many messages as predicates, each held by one of them, in any order.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Each<object>(ExpectAll(false, RemainingOrDefault, Wanted(predicates), cancellationToken));

    /// <summary>As many messages as predicates, each held by one of them, in any order, all in the time.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    /// <summary>As many messages as predicates, each held by one of them, in any order, all in the time.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        ExpectAll(true, Dilated(max), Wanted(predicates), cancellationToken).GetAwaiter().GetResult();

    /// <summary>As many messages as predicates, each held by one of them, in any order, all in the time.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Each<object>(ExpectAll(false, Dilated(max), Wanted(predicates), cancellationToken));

    private async Task ExpectNothing(bool blocking, TimeSpan max, CancellationToken cancellation)
    {
        var envelope = await Take(blocking, max, cancellation);
        if (envelope is not null)
            throw Failed($"Expected no message for {Description.Of(max)}, but received {Description.Of(envelope)}.");
        _expectedNothing = true;
    }

    private async Task<T> ExpectAny<T>(bool blocking, T[] messages, CancellationToken cancellation)
    {
        var wanted = $"one of {Description.OfAll([.. messages.Cast<object>()])}";
        var envelope = default(MessageEnvelope);
        await Expect<object>(blocking, null, wanted, (_, _) => envelope = _last, null, cancellation);
        foreach (var message in messages)
        {
            if (Equals(message, _last.Message))
                return message;
        }

        throw Failed($"Expected {wanted}, but received {(envelope is null ? "nothing" : Description.Of(envelope))}.");
    }

    private static List<(string What, Func<object, bool> Fits)> Wanted<T>(IReadOnlyCollection<T> messages) =>
        [.. messages.Select(message => (Description.OfValue(message), (Func<object, bool>)(received => Equals(message, received))))];

    private static List<(string What, Func<object, bool> Fits)> Wanted(IReadOnlyCollection<PredicateInfo> predicates) =>
        [.. predicates.Select(predicate => (predicate.ToString(), (Func<object, bool>)predicate.Matches))];

    private async Task<IReadOnlyCollection<object>> ExpectAll(
        bool blocking, TimeSpan max, List<(string What, Func<object, bool> Fits)> wanted, CancellationToken cancellation)
    {
        var received = await Receive(blocking, wanted.Count, max, cancellation);
        var unexpected = new List<object>();
        foreach (var message in received)
        {
            var match = wanted.FindIndex(candidate => candidate.Fits(message));
            if (match >= 0)
                wanted.RemoveAt(match);
            else
                unexpected.Add(message);
        }

        if (unexpected.Count > 0)
        {
            throw Failed(
                $"Expected also {string.Join(", ", wanted.Select(missing => missing.What))}, but received {Description.OfAll(unexpected)} instead.");
        }

        return received;
    }
}
