namespace Akka.Util;

/// <summary>A reference that threads may compare and set (Akka.Util.AtomicReference).</summary>
/// <typeparam name="T">The class referred to.</typeparam>
public class AtomicReference<T>
    where T : class
{
    /// <summary>The reference itself.</summary>
    protected T atomicValue;

    /// <summary>Starts with the given value.</summary>
    public AtomicReference(T originalValue) => atomicValue = originalValue;

    /// <summary>Starts with null.</summary>
    public AtomicReference() => atomicValue = null!; // the mirrored API has no way to say that it may be null

    /// <summary>The current value.</summary>
    public T Value
    {
        get => Volatile.Read(ref atomicValue);
        set => Volatile.Write(ref atomicValue, value);
    }

    /// <summary>The current value.</summary>
    public static implicit operator T(AtomicReference<T> atomicReference) => atomicReference.Value;

    /// <summary>Sets the new value if the current one is the expected one, and says whether it did.</summary>
    public bool CompareAndSet(T expected, T newValue) =>
        ReferenceEquals(Interlocked.CompareExchange(ref atomicValue, newValue, expected), expected);

    /// <summary>Sets the new value and returns the old one.</summary>
    public T GetAndSet(T newValue) => Interlocked.Exchange(ref atomicValue, newValue);
}
