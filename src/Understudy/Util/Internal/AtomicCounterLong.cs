namespace Akka.Util.Internal;

/// <summary>A long that threads may count with (Akka.Util.Internal.AtomicCounterLong).</summary>
public class AtomicCounterLong(long value)
{
    private long _value = value;

    /// <summary>Starts at -1, so that the first <see cref="Next"/> is 0.</summary>
    public AtomicCounterLong()
        : this(-1)
    {
    }

    /// <summary>The current value.</summary>
    public long Current => Volatile.Read(ref _value);

    /// <summary>Adds one and returns the new value.</summary>
    public long Next() => Interlocked.Increment(ref _value);

    /// <summary>Adds one and returns the new value.</summary>
    public long IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <summary>Adds one and returns the old value.</summary>
    public long GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <summary>Takes one off and returns the new value.</summary>
    public long DecrementAndGet() => Interlocked.Decrement(ref _value);

    /// <summary>Adds the amount and returns the new value.</summary>
    public long AddAndGet(long amount) => Interlocked.Add(ref _value, amount);

    /// <summary>Adds the amount and returns the old value.</summary>
    public long GetAndAdd(long amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <summary>Sets the new value and returns the old one.</summary>
    public long GetAndSet(long value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Sets the new value if the current one is as expected, and says whether it did.</summary>
    public bool CompareAndSet(long expected, long newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <summary>Back to zero.</summary>
    public void Reset() => Interlocked.Exchange(ref _value, 0);
}
