namespace Akka.TestKit;

/// <content>Taking messages as long as they fit.</content>
public abstract partial class TestKitBase
{
    private enum Verdict
    {
        Take,
        Skip,
        Leave,
    }

    /// <summary>Messages until the filter says null, the time is over or so many have come; the one that ended it stays.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, null, msgs, cancellationToken);

    /// <summary>Messages until the filter says null, the time is over or so many have come; the one that ended it stays.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    /// <summary>The same, and it also ends when none has come for the idle time.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>The same, and it also ends when none has come for the idle time.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <summary>The same, and it also ends when none has come for the idle time.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => Collect(true, ByFilter(filter), max, idle, msgs, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The same, and it also ends when none has come for the idle time.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => Each(Collect(false, ByFilter(filter), max, idle, msgs, cancellationToken));

    /// <summary>Messages of the type as long as the predicate holds; other types are skipped, or end it.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        Collect(true, ByPredicate(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Messages of the type as long as the predicate holds; other types are skipped, or end it.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        Each(Collect(false, ByPredicate(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, cancellationToken));

    private static Func<object, (Verdict, T?)> ByFilter<T>(Func<object, T?> filter)
        where T : class => message => filter(message) is { } value ? (Verdict.Take, value) : (Verdict.Leave, null);

    private static Func<object, (Verdict, T?)> ByPredicate<T>(Predicate<T> shouldContinue, bool skipsOthers) => message =>
        message is not T typed ? (skipsOthers ? Verdict.Skip : Verdict.Leave, default) :
        shouldContinue(typed) ? (Verdict.Take, typed) : (Verdict.Leave, default);

    private async Task<IReadOnlyList<T>> Collect<T>(
        bool blocking, Func<object, (Verdict Verdict, T? Value)> judge, TimeSpan? max, TimeSpan? idle, int count, CancellationToken cancellation)
    {
        var deadline = Elapsed() + RemainingOrDilated(max);
        var messages = new List<T>();
        while (messages.Count < count)
        {
            var rest = deadline - Elapsed();
            var wait = rest < TimeSpan.Zero ? TimeSpan.Zero : idle < rest ? idle.Value : rest;
            if (await Next(blocking, wait, leavesIt: true, cancellation) is not { } envelope)
                break;
            var (verdict, value) = judge(envelope.Message);
            if (verdict == Verdict.Leave)
                break;
            await Take(blocking, TimeSpan.Zero, cancellation);
            if (verdict == Verdict.Take)
                messages.Add(value!); // a taken message has its value
        }

        _expectedNothing = true;
        return messages;
    }

    private static async IAsyncEnumerable<T> Each<T>(Task<IReadOnlyList<T>> messages)
    {
        foreach (var message in await messages)
            yield return message;
    }
}
