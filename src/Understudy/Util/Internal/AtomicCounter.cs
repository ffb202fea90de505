namespace Akka.Util.Internal;

/// <summary>An int that threads may count with (Akka.Util.Internal.AtomicCounter).</summary>
public class AtomicCounter(int initialValue)
{
    private int _value = initialValue;

    /// <summary>Starts at -1, so that the first <see cref="Next"/> is 0.</summary>
    public AtomicCounter()
        : this(-1)
    {
    }

    /// <summary>The current value.</summary>
    public int Current => Volatile.Read(ref _value);

    /// <summary>Adds one and returns the new value.</summary>
    public int Next() => Interlocked.Increment(ref _value);

    /// <summary>Adds one and returns the new value.</summary>
    public int IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <summary>Adds one and returns the old value.</summary>
    public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <summary>Takes one off and returns the new value.</summary>
    public int Decrement() => Interlocked.Decrement(ref _value);

    /// <summary>Takes one off and returns the new value.</summary>
    public int DecrementAndGet() => Interlocked.Decrement(ref _value);

    /// <summary>Takes one off and returns the old value.</summary>
    public int GetAndDecrement() => Interlocked.Decrement(ref _value) + 1;

    /// <summary>Adds the amount and returns the new value.</summary>
    public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);

    /// <summary>Adds the amount and returns the old value.</summary>
    public int GetAndAdd(int amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <summary>Sets the new value and returns the old one.</summary>
    public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Sets the new value if the current one is as expected, and says whether it did.</summary>
    public bool CompareAndSet(int expected, int newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <summary>Back to zero.</summary>
    public void Reset() => Interlocked.Exchange(ref _value, 0);
}
