namespace Akka.TestKit;

/// <summary>Opens when it has been counted down to zero (Akka.TestKit.TestLatch).</summary>
public class TestLatch
{
    /// <summary>How long <see cref="Ready()"/> waits when nothing else is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly int _count;
    private readonly TimeSpan _timeout;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private int _left;

    /// <summary>That opens at the first count.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>That opens after so many counts.</summary>
    public TestLatch(int count)
        : this(count, DefaultTimeout)
    {
    }

    /// <summary>That opens after so many counts and waits so long for it.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(time => time, defaultTimeout, count)
    {
    }

    /// <summary>The same, with its waits stretched.</summary>
    protected TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _dilate = dilate;
        _timeout = defaultTimeout;
        _count = _left = count;
    }

    /// <summary>Whether it is at zero.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return _left == 0;
        }
    }

    /// <summary>Counts down by one; does nothing when it is open.</summary>
    public void CountDown() => Change(left => Math.Max(0, left - 1));

    /// <summary>Opens it, whatever its count.</summary>
    public void Open() => Change(_ => 0);

    /// <summary>Closes it again with its first count.</summary>
    public void Reset() => Change(_ => _count);

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It stayed closed.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero)
            throw new ArgumentException($"A latch cannot wait for {timeout}; the time must not be negative.", nameof(timeout));
        var deadline = Environment.TickCount64 + (long)_dilate(timeout).TotalMilliseconds;
        lock (_gate)
        {
            while (_left > 0)
            {
                var rest = deadline - Environment.TickCount64;
                if (rest <= 0)
                    throw new TimeoutException($"The latch still waits for {_left} of {_count} counts after {Description.Of(timeout)}.");
                Monitor.Wait(_gate, (int)Math.Min(rest, int.MaxValue));
            }
        }
    }

    /// <summary>Waits until it is open, for its default time.</summary>
    /// <exception cref="TimeoutException">It stayed closed.</exception>
    public void Ready() => Ready(_timeout);

    private void Change(Func<int, int> change)
    {
        lock (_gate)
        {
            _left = change(_left);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The latch of a kit, whose waits follow the kit's time factor.</summary>
    internal sealed class OfKit(TestKitBase kit, int count) : TestLatch(kit.Dilated, kit.TestKitSettings.DefaultTimeout, count);
}
