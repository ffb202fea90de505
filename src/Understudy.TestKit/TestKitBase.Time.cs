using System.Diagnostics;

namespace Akka.TestKit;

/// <content>How long things may take.</content>
public abstract partial class TestKitBase
{
    private TimeSpan? _end;
    private bool _expectedNothing;

    /// <summary>What is left of the surrounding Within, or the default time of an expectation.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>What is left of the surrounding Within; never negative.</summary>
    /// <exception cref="InvalidOperationException">There is no surrounding Within.</exception>
    public TimeSpan Remaining => _end is null
        ? throw new InvalidOperationException("Remaining has a meaning inside of Within only.")
        : RemainingOr(TimeSpan.Zero);

    /// <summary>The time, stretched by akka.test.timefactor.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero
        ? throw new ArgumentException($"A time of {duration} cannot be stretched; it must not be negative.", nameof(duration))
        : duration * TestKitSettings.TestTimeFactor;

    /// <summary>The stretched time, or what is left of the surrounding Within, or the default.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is null ? RemainingOrDefault : Dilated(duration.Value);

    /// <summary>The time, or the default one of an expectation.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.SingleExpectDefault;

    /// <summary>Runs the block and fails if it takes longer than the time.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, "", epsilonValue, cancellationToken);

    /// <summary>Runs the block and fails if it takes less or more than the times.</summary>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within(
            min,
            max,
            () =>
            {
                action();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs the block and fails if it takes longer than the time.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, "", epsilonValue, cancellationToken);

    /// <summary>Runs the block and fails if it takes less or more than the times.</summary>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        RunWithin(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs the block and fails if it takes longer than the time.</summary>
    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, "", epsilonValue, cancellationToken);

    /// <summary>Runs the block and fails if it takes less or more than the times.</summary>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        RunWithin(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs the block and fails if it takes longer than the time.</summary>
    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, "", epsilonValue, cancellationToken);

    /// <summary>Runs the block and fails if it takes less or more than the times.</summary>
    public Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        RunWithin(min, max, function, hint, epsilonValue, cancellationToken);

    /// <summary>What is left of the surrounding Within, or the given time.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration)
    {
        if (_end is null)
            return duration;
        var rest = _end.Value - Elapsed();
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private async Task<T> RunWithin<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint, TimeSpan? epsilon, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var outerEnd = _end;
        var allowed = Dilated(max);
        var left = RemainingOr(allowed);
        if (left < min)
            throw Failed($"The block needs at least {Description.Of(min)}, but the surrounding Within leaves {Description.Of(left)}.{Description.Hint(hint)}");
        if (left < allowed)
            allowed = left;
        var start = Elapsed();
        _expectedNothing = false;
        _end = start + allowed;
        T result;
        try
        {
            result = await function();
        }
        finally
        {
            _end = outerEnd;
        }

        var took = Elapsed() - start;
        if (took < min)
            throw Failed($"The block took {Description.Of(took)}, less than the least of {Description.Of(min)}.{Description.Hint(hint)}");

        // A block that ends by expecting nothing has waited to its very end on purpose.
        if (took > allowed + (epsilon ?? TimeSpan.Zero) && !_expectedNothing)
            throw Failed($"The block took {Description.Of(took)}, more than the allowed {Description.Of(allowed)}.{Description.Hint(hint)}");
        return result;
    }

    private static TimeSpan Elapsed() => Stopwatch.GetElapsedTime(0);
}
