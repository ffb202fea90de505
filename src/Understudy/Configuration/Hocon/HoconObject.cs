namespace Akka.Configuration.Hocon;

/// <summary>The keys of an object, in the order of their first definition. Mirrors Akka.Configuration.Hocon.HoconObject.</summary>
public class HoconObject : IHoconElement
{
    /// <summary>The values by key; keys are without quotes.</summary>
    public Dictionary<string, HoconValue> Items { get; } = [];

    /// <summary>The values by key, objects as dictionaries of this kind, all others as <see cref="HoconValue"/>.</summary>
    public IDictionary<string, object> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => item.Value.GetObject()?.Unwrapped ?? (object)item.Value);

    /// <inheritdoc/>
    public bool IsString() => false;

    /// <inheritdoc/>
    public string GetString() => throw new NotSupportedException("An object is not a string.");

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => throw new NotSupportedException("An object is not an array.");

    /// <summary>The value of a key, or null.</summary>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    /// <summary>The value of a key; a new empty one when there was none.</summary>
    public HoconValue GetOrCreateKey(string key)
    {
        if (Items.TryGetValue(key, out var value)) return value;
        return Items[key] = new HoconValue();
    }

    /// <summary>Takes the other's keys over: its values win, except that two objects are merged.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, value) in other.Items) Items[key] = Merged(Items.GetValueOrDefault(key), value);
    }

    /// <summary>As HOCON, one key a line, without braces around it.</summary>
    public override string ToString() => HoconWriter.Write(this, 0);

    /// <summary>As HOCON, one key a line and every line indented by two spaces times <paramref name="indent"/>.</summary>
    public string ToString(int indent) => HoconWriter.Write(this, indent);

    /// <summary>A new object: this one's keys with the winner's merged over them. Neither of the two changes.</summary>
    internal HoconObject Under(HoconObject winner)
    {
        var merged = new HoconObject();
        foreach (var (key, value) in Items) merged.Items[key] = value;
        merged.Merge(winner);
        return merged;
    }

    /// <summary>Whether there is a key here or further down that the other has not.</summary>
    internal bool HasMoreThan(HoconObject other)
    {
        foreach (var (key, value) in Items)
        {
            if (other.GetKey(key) is not { } counterpart) return true;
            if (value.GetObject() is { } mine && counterpart.GetObject() is { } theirs && mine.HasMoreThan(theirs)) return true;
        }

        return false;
    }

    private static HoconValue Merged(HoconValue? old, HoconValue value) =>
        old?.GetObject() is { } under && value.GetObject() is { } over ? new HoconValue([under.Under(over)]) : value;
}
