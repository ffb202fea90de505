namespace Akka.Actor;

/// <summary>Cancels something scheduled, now or later (Akka.Actor.Cancelable).</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler? _scheduler;
    private CancellationTokenSource? _source;
    private int _isCancelled;
    private int _isDisposed;

    /// <summary>That the scheduler cancels after the delay.</summary>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay)
    {
    }

    /// <summary>That the scheduler cancels after the delay.</summary>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler.Advanced, TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    /// <summary>Of a scheduler, which is used for cancelling later.</summary>
    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced)
    {
    }

    /// <summary>That the scheduler cancels after the delay.</summary>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    /// <summary>Of a scheduler, which is used for cancelling later.</summary>
    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    private Cancelable(bool isCancelled) => _isCancelled = isCancelled ? 1 : 0;

    /// <inheritdoc/>
    public bool IsCancellationRequested => Volatile.Read(ref _isCancelled) == 1;

    /// <summary>Whether it was disposed of.</summary>
    public bool IsDisposed => Volatile.Read(ref _isDisposed) == 1;

    /// <inheritdoc/>
    public CancellationToken Token
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            // Few cancelables are asked for their token: the source is made when one is.
            var source = _source ?? Interlocked.CompareExchange(ref _source, new CancellationTokenSource(), null) ?? _source;
            if (IsCancellationRequested)
                source.Cancel();
            return source.Token;
        }
    }

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => new Cancelable(isCancelled: true);

    /// <summary>One that is cancelled with the first of the others.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        Link(new Cancelable(scheduler), cancelables.Select(c => c.Token));

    /// <summary>One that is cancelled with the first of the tokens.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        Link(new Cancelable(scheduler), cancellationTokens);

    /// <summary>One that is cancelled with the first of the others.</summary>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        Link(new Cancelable(scheduler), cancelables.Select(c => c.Token));

    /// <summary>One that is cancelled with the first of the tokens.</summary>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        Link(new Cancelable(scheduler), cancellationTokens);

    /// <inheritdoc/>
    public void Cancel() => Cancel(false);

    /// <inheritdoc/>
    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Interlocked.Exchange(ref _isCancelled, 1) == 0)
            _source?.Cancel(throwOnFirstException);
    }

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (IsCancellationRequested)
            return;
        if (_scheduler is null)
            throw new InvalidOperationException("This cancelable has no scheduler to cancel it later.");
        _scheduler.ScheduleOnce(delay, CancelUnlessDisposed);
    }

    /// <inheritdoc/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes of the token.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isDisposed, 1) == 0)
            _source?.Dispose();
    }

    private static Cancelable Link(Cancelable linked, IEnumerable<CancellationToken> tokens)
    {
        foreach (var token in tokens)
            token.Register(linked.CancelUnlessDisposed);
        return linked;
    }

    private void CancelUnlessDisposed()
    {
        if (!IsDisposed)
            Cancel();
    }
}
