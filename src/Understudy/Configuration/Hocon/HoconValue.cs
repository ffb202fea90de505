using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>The value of a key: a literal, an array or an object, and how it reads as each type. Mirrors Akka.Configuration.Hocon.HoconValue.</summary>
public class HoconValue
{
    /// <summary>A value without content.</summary>
    public HoconValue() : this([])
    {
    }

    /// <summary>A value made of these elements: one as a rule, several when literals or arrays are joined.</summary>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        // Where a value came from decides nothing here; the parameter is part of the signature that is mirrored.
        _ = adoptedFromFallback;
        Values = values;
    }

    /// <summary>The elements that make up the value.</summary>
    public List<IHoconElement> Values { get; }

    /// <summary>Whether there is no content, or an object without keys.</summary>
    public bool IsEmpty => Values.Count == 0 || Values[0] is HoconObject { Items.Count: 0 };

    /// <summary>A configuration with this value as its root.</summary>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>A configuration whose only key is <paramref name="key"/>, with this value.</summary>
    public Config AtKey(string key)
    {
        var parent = new HoconObject();
        parent.Items[key] = this;
        return new HoconValue([parent]).ToConfig();
    }

    /// <summary>The object, or null when the value is something else.</summary>
    public HoconObject? GetObject() => Values.Count > 0 ? Values[0] as HoconObject : null;

    /// <summary>Whether the value is an object.</summary>
    public bool IsObject() => GetObject() is not null;

    /// <summary>Whether the value is a literal.</summary>
    public bool IsString() => Values.Count > 0 && Values.TrueForAll(element => element.IsString());

    /// <summary>Whether the value is an array with at least one element.</summary>
    public bool IsArray() => GetArray().Count > 0;

    /// <summary>The value of a key when this is an object; otherwise, or when it has no such key, null.</summary>
    public HoconValue? GetChildObject(string key) => GetObject()?.GetKey(key);

    /// <summary>Adds an element.</summary>
    public void AppendValue(IHoconElement value) => Values.Add(value);

    /// <summary>Takes all content away.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Puts one element in the place of all content.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    /// <summary>The literal; null when it is <c>null</c> or the value is no literal.</summary>
    public string? GetString() => !IsString() ? null : Values.Count == 1 ? Values[0].GetString() : string.Concat(Values.Select(element => element.GetString()));

    /// <summary>The elements of the array; none when the value is no array.</summary>
    public IList<HoconValue> GetArray() => [.. Values.Where(element => element.IsArray()).SelectMany(element => element.GetArray())];

    /// <summary>A switch: on, true, yes, off, false or no.</summary>
    /// <exception cref="NotSupportedException">The value is none of these.</exception>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new NotSupportedException($"'{other}' is not a switch: expected on, true, yes, off, false or no."),
    };

    /// <summary>A number with the decimals as written.</summary>
    public decimal GetDecimal() => Number<decimal>(NumberStyles.Number);

    /// <summary>A number.</summary>
    public float GetFloat() => Number<float>(NumberStyles.Float | NumberStyles.AllowThousands);

    /// <summary>A number.</summary>
    public double GetDouble() => Number<double>(NumberStyles.Float | NumberStyles.AllowThousands);

    /// <summary>A whole number of 64 bits.</summary>
    public long GetLong() => Number<long>(NumberStyles.Integer);

    /// <summary>A whole number.</summary>
    public int GetInt() => Number<int>(NumberStyles.Integer);

    /// <summary>A whole number from 0 to 255.</summary>
    public byte GetByte() => Number<byte>(NumberStyles.Integer);

    /// <summary>A number of bytes, with a unit (64KiB, 10MB) or without; null for an empty string.</summary>
    public long? GetByteSize() => GetString() is { Length: > 0 } text ? ByteSizeText.Parse(text) : null;

    /// <summary>A duration with its unit, or a bare number of milliseconds.</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => DurationText.Parse(GetString() ?? "null", allowInfinite);

    /// <summary>The strings of the array.</summary>
    // The element type is not nullable in the mirrored API; a null in a list is the reader's to expect.
    public IList<string> GetStringList() => [.. GetArray().Select(value => value.GetString()!)];

    /// <summary>The switches of the array.</summary>
    public IList<bool> GetBooleanList() => [.. GetArray().Select(value => value.GetBoolean())];

    /// <summary>The numbers of the array.</summary>
    public IList<byte> GetByteList() => [.. GetArray().Select(value => value.GetByte())];

    /// <summary>The numbers of the array.</summary>
    public IList<int> GetIntList() => [.. GetArray().Select(value => value.GetInt())];

    /// <summary>The numbers of the array.</summary>
    public IList<long> GetLongList() => [.. GetArray().Select(value => value.GetLong())];

    /// <summary>The numbers of the array.</summary>
    public IList<float> GetFloatList() => [.. GetArray().Select(value => value.GetFloat())];

    /// <summary>The numbers of the array.</summary>
    public IList<double> GetDoubleList() => [.. GetArray().Select(value => value.GetDouble())];

    /// <summary>The numbers of the array.</summary>
    public IList<decimal> GetDecimalList() => [.. GetArray().Select(value => value.GetDecimal())];

    /// <summary>As HOCON; an object is written without braces around it, as a document.</summary>
    public override string ToString() => ToString(0);

    /// <summary>As HOCON; an object inside another (<paramref name="indent"/> above 0) has braces around it.</summary>
    public virtual string ToString(int indent) => HoconWriter.Write(this, indent == 0 ? -1 : indent);

    private T Number<T>(NumberStyles style) where T : struct, System.Numerics.INumberBase<T> =>
        T.TryParse(GetString(), style, NumberFormatInfo.InvariantInfo, out var number)
            ? number
            : throw new FormatException($"'{GetString() ?? "null"}' is not a number of type {typeof(T).Name}.");
}
