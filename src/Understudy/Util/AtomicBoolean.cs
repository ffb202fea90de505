namespace Akka.Util;

/// <summary>A flag that threads may compare and set (Akka.Util.AtomicBoolean).</summary>
public class AtomicBoolean(bool initialValue = false)
{
    private int _value = initialValue ? 1 : 0;

    /// <summary>The current value.</summary>
    public bool Value
    {
        get => Volatile.Read(ref _value) == 1;
        set => Volatile.Write(ref _value, value ? 1 : 0);
    }

    /// <summary>The current value.</summary>
    public static implicit operator bool(AtomicBoolean atomicBoolean) => atomicBoolean.Value;

    /// <summary>Sets the new value if the current one is as expected, and says whether it did.</summary>
    public bool CompareAndSet(bool expected, bool newValue)
    {
        var from = expected ? 1 : 0;
        return Interlocked.CompareExchange(ref _value, newValue ? 1 : 0, from) == from;
    }

    /// <summary>Sets the new value and returns the old one.</summary>
    public bool GetAndSet(bool newValue) => Interlocked.Exchange(ref _value, newValue ? 1 : 0) == 1;
}
