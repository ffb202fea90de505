using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// A tree of settings, read by dotted paths whose keys may be quoted (<c>akka.actor.deployment."/gateway".dispatcher</c>).
/// Never changes: <see cref="WithFallback"/> gives a new one. Mirrors Akka.Configuration.Config.
/// </summary>
/// <remarks>
/// Getters give the default for an absent path, and throw when the value is not of the type asked for:
/// <see cref="FormatException"/>, or <see cref="NotSupportedException"/> for a boolean.
/// </remarks>
public class Config
{
    /// <summary>A configuration without keys.</summary>
    public static readonly Config Empty = ConfigurationFactory.Empty;

    // What this configuration says itself, without its fallbacks.
    private readonly HoconValue? _own;

    /// <summary>A configuration without even a root: only <see cref="IsEmpty"/> and <see cref="WithFallback"/> may be asked of it.</summary>
    public Config()
    {
    }

    /// <summary>The configuration that a parsed document holds.</summary>
    public Config(HoconRoot root)
    {
        _own = root.Value;
        Root = root.Value;
    }

    /// <summary>The settings of <paramref name="source"/>, remembering <paramref name="fallback"/> without merging it.</summary>
    public Config(Config source, Config? fallback) : this(source, source.Root, fallback)
    {
    }

    private Config(Config source, HoconValue? root, Config? fallback)
    {
        _own = source._own;
        Root = root;
        Fallback = fallback;
    }

    /// <summary>What stands behind this configuration, or null.</summary>
    public Config? Fallback { get; }

    /// <summary>Whether there is not a single key.</summary>
    public virtual bool IsEmpty => Root is null || Root.IsEmpty;

    /// <summary>The value of the empty path: this configuration's settings merged over those of its fallbacks.</summary>
    public virtual HoconValue? Root { get; }

    /// <summary>Parses the HOCON.</summary>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>The configuration, with the HOCON as its fallback.</summary>
    public static Config operator +(Config config, string fallback) =>
        config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>The HOCON's configuration, with the other as its fallback.</summary>
    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>Whether the path has a value; one that is <c>null</c> counts.</summary>
    public virtual bool HasPath(string path) => Find(path) is not null;

    /// <summary>The value at a path, or null.</summary>
    public HoconValue? GetValue(string path) => Find(path);

    /// <summary>The section at a path, or null when it is absent.</summary>
    public virtual Config? GetConfig(string path) => Find(path) is { } value ? new Config(new HoconRoot(value)) : null;

    /// <summary>A string; null when the value is <c>null</c>, an object or an array.</summary>
    public virtual string? GetString(string path, string? @default = null) => Find(path) is { } value ? value.GetString() : @default;

    /// <summary>A switch: on, true, yes, off, false or no.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) => Find(path)?.GetBoolean() ?? @default;

    /// <summary>A whole number.</summary>
    public virtual int GetInt(string path, int @default = 0) => Find(path)?.GetInt() ?? @default;

    /// <summary>A whole number of 64 bits.</summary>
    public virtual long GetLong(string path, long @default = 0) => Find(path)?.GetLong() ?? @default;

    /// <summary>A number.</summary>
    public virtual float GetFloat(string path, float @default = 0) => Find(path)?.GetFloat() ?? @default;

    /// <summary>A number.</summary>
    public virtual double GetDouble(string path, double @default = 0) => Find(path)?.GetDouble() ?? @default;

    /// <summary>A number with the decimals as written.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) => Find(path)?.GetDecimal() ?? @default;

    /// <summary>A number of bytes, with a unit (64KiB, 10MB) or without; null when the path is absent.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>A number of bytes, with a unit (64KiB, 10MB) or without.</summary>
    public virtual long? GetByteSize(string path, long? def = null) => Find(path) is { } value ? value.GetByteSize() : def;

    /// <summary>A duration with its unit (100ms, 5 s), or a bare number of milliseconds; zero by default.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="default">What an absent path gives.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> is a value, read as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path)?.GetTimeSpan(allowInfinite) ?? @default.GetValueOrDefault();

    /// <summary>The strings of an array; none when the path is absent.</summary>
    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>The strings of an array.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => Find(path)?.GetStringList() ?? defaultPaths;

    /// <summary>The switches of an array.</summary>
    public virtual IList<bool> GetBooleanList(string path) => Require(path).GetBooleanList();

    /// <summary>The numbers of an array.</summary>
    public virtual IList<byte> GetByteList(string path) => Require(path).GetByteList();

    /// <summary>The numbers of an array.</summary>
    public virtual IList<int> GetIntList(string path) => Require(path).GetIntList();

    /// <summary>The numbers of an array.</summary>
    public virtual IList<long> GetLongList(string path) => Require(path).GetLongList();

    /// <summary>The numbers of an array.</summary>
    public virtual IList<float> GetFloatList(string path) => Require(path).GetFloatList();

    /// <summary>The numbers of an array.</summary>
    public virtual IList<double> GetDoubleList(string path) => Require(path).GetDoubleList();

    /// <summary>The numbers of an array.</summary>
    public virtual IList<decimal> GetDecimalList(string path) => Require(path).GetDecimalList();

    /// <summary>The keys of this section and of its fallbacks, each once, with their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root?.GetObject()?.Items ?? [];

    /// <summary>A configuration that has the other's value wherever this one has none; objects are merged key by key.</summary>
    /// <exception cref="ArgumentException">A configuration cannot be its own fallback.</exception>
    public virtual Config WithFallback(Config? fallback)
    {
        if (fallback == this) throw new ArgumentException("A configuration cannot be its own fallback.", nameof(fallback));
        if (fallback is null) return this;
        if (IsEmpty) return fallback;
        if (fallback.Root?.GetObject() is not { } defaults || Root?.GetObject() is not { } settings) return this;
        // Runtime and test kit inject the same defaults again and again.
        if (!defaults.HasMoreThan(settings)) return this;
        return new Config(this, new HoconValue([defaults.Under(settings)]), Fallback.SafeWithFallback(fallback));
    }

    /// <summary>What this configuration says itself, without its fallbacks, as HOCON.</summary>
    public override string ToString() => _own?.ToString() ?? "";

    /// <summary>As HOCON, with or without what the fallbacks add.</summary>
    public string ToString(bool includeFallback) => includeFallback ? Root?.ToString() ?? "" : ToString();

    private HoconValue? Find(string path)
    {
        var value = Root ?? throw new InvalidOperationException($"This configuration has no root to read '{path}' from.");
        foreach (var key in HoconPath.Split(path))
        {
            if (value.GetChildObject(key) is not { } child) return null;
            value = child;
        }

        return value;
    }

    private HoconValue Require(string path) =>
        Find(path) ?? throw new ConfigurationException($"The configuration has no list '{path}'.");
}
