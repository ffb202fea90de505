using System.Runtime.ExceptionServices;

namespace Akka.TestKit;

/// <content>Waiting for something that is not a message.</content>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan OftenEnough = TimeSpan.FromMilliseconds(20);

    /// <summary>Repeats the assertion until it holds; throws what it threw last when the time is over.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Repeat(true, Always(assertion), duration, interval, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Repeats the assertion until it holds; throws what it threw last when the time is over.</summary>
    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Repeat(false, Always(assertion), duration, interval, cancellationToken);

    /// <summary>Repeats the assertion until it holds; throws what it threw last when the time is over.</summary>
    public Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Repeat(false, assertion, duration, interval, cancellationToken);

    /// <summary>Waits until the condition holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until the condition holds.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until the condition holds.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Always(conditionIsFulfilled), null, null, null, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long; fails with the message.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long; fails with the message.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long; fails with the message.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Always(conditionIsFulfilled), max, null, message, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long, asking so often; fails with the message.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Hold(true, Always(conditionIsFulfilled), max, interval, message, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until the condition holds, at most so long, asking so often; fails with the message.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        Hold(false, conditionIsFulfilled, max, interval, message, cancellationToken);

    /// <summary>Waits until the condition holds, at most so long, asking so often; fails with the message.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Hold(false, Always(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>Whether the condition holds before the time is over.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Poll(true, Always(conditionIsFulfilled), max, interval, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Whether the condition holds before the time is over.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Poll(false, conditionIsFulfilled, max, interval, cancellationToken);

    /// <summary>Whether the condition holds before the time is over.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Poll(false, Always(conditionIsFulfilled), max, interval, cancellationToken);

    private static Func<Task> Always(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static Func<Task<bool>> Always(Func<bool> condition) => () => Task.FromResult(condition());

    private async Task Repeat(bool blocking, Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? failure = null;
        async Task<bool> Holds()
        {
            try
            {
                await assertion();
                return true;
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
                return false;
            }
        }

        if (!await Poll(blocking, Holds, RemainingOrDilated(duration), interval, cancellation))
            failure?.Throw();
    }

    private async Task Hold(
        bool blocking, Func<Task<bool>> condition, TimeSpan? max, TimeSpan? interval, string? message, CancellationToken cancellation)
    {
        var time = RemainingOrDilated(max);
        if (!await Poll(blocking, condition, time, interval, cancellation))
            throw Failed($"The condition did not hold within {Description.Of(time)}.{Description.Hint(message)}");
    }

    private static async Task<bool> Poll(
        bool blocking, Func<Task<bool>> condition, TimeSpan max, TimeSpan? interval, CancellationToken cancellation)
    {
        var deadline = Elapsed() + max;
        while (true)
        {
            if (await condition())
                return true;
            cancellation.ThrowIfCancellationRequested();
            var rest = deadline - Elapsed();
            if (rest <= TimeSpan.Zero)
                return false;
            var pause = interval ?? OftenEnough;
            if (rest < pause)
                pause = rest;
            if (blocking)
                Thread.Sleep(pause);
            else
                await Task.Delay(pause, cancellation);
        }
    }
}
