namespace Akka.Util;

/// <summary>A value that may be absent (Akka.Util.Option).</summary>
/// <typeparam name="T">What it holds.</typeparam>
public readonly struct Option<T> : IEquatable<Option<T>>
{
    /// <summary>The absent value.</summary>
    public static readonly Option<T> None;

    /// <summary>A present value.</summary>
    public Option(T value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>The value, or the type's default where there is none.</summary>
    public T Value { get; }

    /// <summary>Present unless the value is null.</summary>
    public static Option<T> Create(T value) => value is null ? None : new Option<T>(value);

    /// <summary>Present unless the value is null.</summary>
    public static implicit operator Option<T>(T value) => Create(value);

    /// <summary>Whether both are absent or hold equal values.</summary>
    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>The value, or the given one.</summary>
    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    /// <summary>Maps the value when there is one.</summary>
    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? selector(Value) : Option<TNew>.None;

    /// <summary>Maps the value to another option when there is one.</summary>
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(Value) : Option<TNew>.None;

    /// <summary>Calls the action with the value when there is one.</summary>
    public void OnSuccess(Action<T> action)
    {
        if (HasValue)
            action(Value);
    }

    /// <inheritdoc/>
    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HasValue && Value is not null ? Value.GetHashCode() : 0;

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
