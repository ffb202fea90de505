using System.Globalization;
using Akka.Configuration;

namespace ActorServer.Gateways;

/// <summary>
/// Reads one section of the configuration and collects everything that is wrong with it, so that a person sees all errors at once.
/// A getter that refuses returns a stand-in: call <see cref="ThrowIfRefused"/> before the values are used.
/// It reads the text of a value and judges it here: the runtime's own getters accept a duration without unit and throw at the first error.
/// </summary>
/// <param name="config">The merged configuration, reference.conf included: a key that is not set is an error.</param>
/// <param name="section">The section, such as <c>actor-server.listener</c>; keys below are relative to it and may be dotted.</param>
public sealed class SettingsReader(Config config, string section)
{
    /// <summary>The longest duration that a key may name: beyond a day a deadline is a mistake, and timers stay far from their limits.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromHours(24);

    private readonly List<SettingsError> _errors = [];

    /// <summary>A whole number, both bounds inclusive.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="min">Smallest legal value.</param>
    /// <param name="max">Largest legal value.</param>
    public int Whole(string key, int min, int max = int.MaxValue)
    {
        var text = Read(key);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Refuse(key, max == int.MaxValue ? $"a whole number of {min} or more is allowed" : $"a whole number from {min} to {max} is allowed");
        return min;
    }

    /// <summary>A whole number of 1 or more, or <c>off</c>, also written 0: null.</summary>
    /// <param name="key">Relative key.</param>
    public int? WholeOrOff(string key)
    {
        var text = Read(key);
        if (text is "off" or "false" or "0")
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1)
            return value;
        Refuse(key, "off, or a whole number of 1 or more is allowed");
        return null;
    }

    /// <summary>A fraction from 0 to 1, both inclusive.</summary>
    /// <param name="key">Relative key.</param>
    public double Fraction(string key)
    {
        var text = Read(key);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            return value;
        Refuse(key, "a number from 0 to 1 is allowed");
        return 0;
    }

    /// <summary>A duration with a unit, at most <see cref="LongestDuration"/>.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="min">Smallest legal value; 1 ms when not given.</param>
    public TimeSpan Duration(string key, TimeSpan? min = null)
    {
        var least = min ?? TimeSpan.FromMilliseconds(1);
        if (Units.TryDuration(Read(key), out var value) && value >= least && value <= LongestDuration)
            return value;
        Refuse(key, $"a time with its unit from {Units.Show(least)} to {Units.Show(LongestDuration)} is allowed, such as 500ms, 30s or 2m");
        return least;
    }

    /// <summary>As <see cref="Duration"/>, or <c>off</c>: null.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="isZeroOff">True when no time means off too; else it is refused.</param>
    public TimeSpan? DurationOrOff(string key, bool isZeroOff = false)
    {
        if (Read(key) is "off" or "false" || (isZeroOff && (Read(key) is "0" || (Units.TryDuration(Read(key), out var none) && none == TimeSpan.Zero))))
            return null;
        if (Units.TryDuration(Read(key), out var value) && value >= TimeSpan.FromMilliseconds(1) && value <= LongestDuration)
            return value;
        Refuse(key, $"off, or a time with its unit from 1ms to {Units.Show(LongestDuration)} is allowed, such as 500ms, 30s or 2m");
        return null;
    }

    /// <summary>A number of bytes with a unit, both bounds inclusive.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="min">Smallest legal value.</param>
    /// <param name="max">Largest legal value.</param>
    public long Size(string key, long min, long max = long.MaxValue)
    {
        if (Units.TrySize(Read(key), out var value) && value >= min && value <= max)
            return value;
        var upTo = max == long.MaxValue ? " or more" : $" to {Units.Show(max)}";
        Refuse(key, $"a size with its unit of {Units.Show(min)}{upTo} is allowed, such as 240B, 64KiB or 32MiB");
        return min;
    }

    /// <summary>As <see cref="Size"/>, or <c>off</c>, also written 0: null.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="min">Smallest legal value.</param>
    public long? SizeOrOff(string key, long min)
    {
        var text = Read(key);
        if (text is "off" or "false" or "0")
            return null;
        if (Units.TrySize(text, out var value) && value >= min)
            return value;
        Refuse(key, $"off, or a size with its unit of {Units.Show(min)} or more is allowed, such as 300MiB");
        return null;
    }

    /// <summary>A number of bytes that are held in memory: as <see cref="Size"/>, at most 1 GiB.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="min">Smallest legal value.</param>
    /// <param name="max">Largest legal value.</param>
    public int SizeInMemory(string key, int min, int max = 1 << 30) => (int)Size(key, min, max);

    /// <summary><c>on</c> or <c>off</c>; <c>true</c> and <c>false</c> too.</summary>
    /// <param name="key">Relative key.</param>
    public bool Switch(string key)
    {
        switch (Read(key))
        {
            case "on" or "true": return true;
            case "off" or "false": return false;
            default:
                Refuse(key, "on or off is allowed");
                return false;
        }
    }

    /// <summary>A text.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="mayBeEmpty">False refuses the empty text.</param>
    public string Text(string key, bool mayBeEmpty = false)
    {
        var text = Read(key);
        if (text is null || (text.Length == 0 && !mayBeEmpty))
            Refuse(key, mayBeEmpty ? "a text is allowed" : "a text that is not empty is allowed");
        return text ?? "";
    }

    /// <summary>A list of texts, also written as one text with commas between them; nothing is an empty list.</summary>
    /// <param name="key">Relative key.</param>
    public IReadOnlyList<string> List(string key)
    {
        var value = config.GetValue($"{section}.{key}");

        // The runtime takes an empty array for none, and its parser may leave the white space behind one in the value.
        var elements = value?.Values.Where(element => !element.IsString() || element.GetString().AsSpan().Trim().Length > 0).ToArray() ?? [];
        if (elements.Length > 0 && elements.All(element => element.IsArray()) && value!.GetArray() is var items && items.All(item => item.IsString())) // An array is not null.
            return [.. items.Select(item => (item.GetString() ?? "").Trim())];
        if (Read(key) is { } text)
            return text.Trim().Length == 0 ? [] : [.. text.Split(',').Select(item => item.Trim())];
        Refuse(key, "a text with commas, or a list of texts is allowed");
        return [];
    }

    /// <summary>One of the members of an enumeration, written in lower case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="key">Relative key.</param>
    public T Choice<T>(string key)
        where T : struct, Enum
    {
        var text = Read(key);
        foreach (var member in Enum.GetValues<T>())
        {
            if (string.Equals(Enum.GetName(member), text, StringComparison.OrdinalIgnoreCase))
                return member;
        }

        Refuse(key, $"{string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()} are allowed");
        return default;
    }

    /// <summary>An object of free names and their texts.</summary>
    /// <param name="key">Relative key.</param>
    public IReadOnlyDictionary<string, string> Texts(string key)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (config.GetValue($"{section}.{key}")?.GetObject() is not { } names)
        {
            Refuse(key, "names with their values are allowed: { NAME = value }");
            return texts;
        }

        foreach (var (name, item) in names.Items)
        {
            if (item.IsString() && item.GetString() is { } text)
                texts[name] = text;
            else
                _errors.Add(new SettingsError($"{section}.{key}.{name}", "{…}", "a text is allowed"));
        }

        return texts;
    }

    /// <summary>As <see cref="Texts"/>, for names and values that can be a process's environment.</summary>
    /// <param name="key">Relative key.</param>
    public IReadOnlyDictionary<string, string> Variables(string key)
    {
        var variables = Texts(key);
        foreach (var (name, value) in variables)
        {
            if (name.Length == 0 || name.AsSpan().IndexOfAny('=', '\0') >= 0 || value.Contains('\0', StringComparison.Ordinal))
                Refuse(key, $"the name {SettingsError.Quote(name)} or its value cannot be that of a variable; no NUL and no = in a name is allowed");
        }

        return variables;
    }

    /// <summary>Adds an error about the value of a key.</summary>
    /// <param name="key">Relative key.</param>
    /// <param name="rule">What is allowed, without a full stop.</param>
    public void Refuse(string key, string rule) => _errors.Add(new SettingsError($"{section}.{key}", Said(key), rule));

    /// <summary>Ends the reading: throws when anything was refused.</summary>
    /// <exception cref="SettingsException">Something was refused; it has all of it.</exception>
    public void ThrowIfRefused()
    {
        if (_errors.Count > 0)
            throw new SettingsException([.. _errors]);
    }

    /// <summary>Ends the reading of several sections: throws all that was refused in them at once, since a person should not have to start three times.</summary>
    /// <param name="readers">The sections.</param>
    /// <exception cref="SettingsException">Something was refused; it has all of it.</exception>
    public static void ThrowIfAnyRefused(params ReadOnlySpan<SettingsReader> readers)
    {
        var errors = new List<SettingsError>();
        foreach (var reader in readers)
            errors.AddRange(reader._errors);
        if (errors.Count > 0)
            throw new SettingsException(errors);
    }

    private string? Read(string key)
    {
        var value = config.GetValue($"{section}.{key}");
        return value is not null && value.IsString() ? value.GetString() : null;
    }

    private string? Said(string key)
    {
        var value = config.GetValue($"{section}.{key}");
        return value switch
        {
            null => null,
            _ when value.IsObject() => "{…}",
            _ when value.IsArray() => "[…]",
            _ => value.GetString() ?? "null",
        };
    }
}
