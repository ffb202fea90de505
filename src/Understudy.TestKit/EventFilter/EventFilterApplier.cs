using System.Diagnostics;

namespace Akka.TestKit.Internal;

/// <summary>Puts filters into a system's loggers while a block runs, and counts what they choose.</summary>
internal sealed class EventFilterApplier(TestKitBase kit, ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(kit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) =>
        Count(1, null, InTask(action), cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Count(1, null, Always(actionAsync), cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Count(1, timeout, Always(action), cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Counted(expectedCount, null, Always(action), cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Count(expectedCount, null, Always(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, Always(actionAsync), cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Counted(expectedCount, timeout, Always(action), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, InTask(action), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, Always(action), cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Counted(1, null, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Count(1, null, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Counted(1, timeout, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Count(1, timeout, func, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Counted(expectedCount, null, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Count(expectedCount, null, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Counted(expectedCount, timeout, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, func, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return func();
    }

    public async Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return await func();
    }

    public void Mute(Action action, CancellationToken cancellationToken = default) => Mute(Always(action), cancellationToken);

    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) => MuteAsync(InTask(action), cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => MuteAsync(Always(action), cancellationToken);

    public IUnmutableFilter Mute() => new Muted(system, filters);

    private T Counted<T>(int expected, TimeSpan? timeout, Func<T> block, CancellationToken cancellation)
    {
        using var counter = new Counter(system, filters);
        var result = block();
        var leeway = Leeway(timeout);
        kit.AwaitConditionNoThrow(() => counter.IsDecided(expected), leeway, cancellationToken: cancellation);
        Judge(expected, leeway, counter);
        return result;
    }

    private async Task<T> Count<T>(int expected, TimeSpan? timeout, Func<Task<T>> block, CancellationToken cancellation)
    {
        using var counter = new Counter(system, filters);
        var result = await block();
        var leeway = Leeway(timeout);
        await kit.AwaitConditionNoThrowAsync(() => counter.IsDecided(expected), leeway, cancellationToken: cancellation);
        Judge(expected, leeway, counter);
        return result;
    }

    private TimeSpan Leeway(TimeSpan? timeout) => kit.Dilated(timeout ?? kit.TestKitSettings.TestEventFilterLeeway);

    private void Judge(int expected, TimeSpan leeway, Counter counter)
    {
        if (counter.Count == expected)
            return;
        TestKitAssertionsExtension.For(kit.Sys).Assertions.Fail(
            "{0}",
            $"Expected {expected} × {string.Join(" or ", filters)}, but {counter.Count} came up to {Description.Of(leeway)} after the block."
            + $" Other events meanwhile: {counter.Others}.");
        throw new UnreachableException("ITestKitAssertions.Fail must throw.");
    }

    private static Func<bool> Always(Action action) => () =>
    {
        action();
        return true;
    };

    private static Func<Task<bool>> InTask(Action action) => () =>
    {
        action();
        return Task.FromResult(true);
    };

    private static Func<Task<bool>> Always(Func<Task> action) => async () =>
    {
        await action();
        return true;
    };
}
