namespace Akka.TestKit;

/// <summary>Holds threads until so many have come; can be used again (Akka.TestKit.TestBarrier).</summary>
public class TestBarrier
{
    /// <summary>How long <see cref="Await()"/> waits in Akka.NET's own default; a barrier takes the kit's default-timeout.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly TestKitBase _testKit;
    private readonly TimeSpan _timeout;
    private readonly int _count;

    // How many wait in this round, and which round it is: a round ends when all have come.
    private int _waiting;
    private int _round;

    /// <summary>For so many threads.</summary>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _testKit = testKit;
        _count = count;
        _timeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
    }

    /// <summary>Waits for the others, for the default time.</summary>
    /// <exception cref="TimeoutException">They did not come.</exception>
    public void Await() => Await(_timeout);

    /// <summary>Waits for the others.</summary>
    /// <exception cref="TimeoutException">They did not come.</exception>
    public void Await(TimeSpan timeout)
    {
        var deadline = Environment.TickCount64 + (long)_testKit.Dilated(timeout).TotalMilliseconds;
        lock (_gate)
        {
            if (++_waiting == _count)
            {
                NextRound();
                return;
            }

            var round = _round;
            while (_round == round)
            {
                var rest = deadline - Environment.TickCount64;
                if (rest <= 0)
                    throw new TimeoutException($"Only {_waiting--} of {_count} threads came to the barrier within {Description.Of(timeout)}.");
                Monitor.Wait(_gate, (int)Math.Min(rest, int.MaxValue));
            }
        }
    }

    /// <summary>Lets go of those who wait and begins anew.</summary>
    public void Reset()
    {
        lock (_gate)
            NextRound();
    }

    private void NextRound()
    {
        _waiting = 0;
        _round++;
        Monitor.PulseAll(_gate);
    }
}
