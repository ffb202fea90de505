namespace Akka.Configuration;

/// <summary>What may be asked of a configuration that may be absent. Mirrors Akka.Configuration.ConfigExtensions.</summary>
public static class ConfigExtensions
{
    /// <summary><see cref="Config.WithFallback"/> that takes an absent or the very same configuration on either side.</summary>
    public static Config? SafeWithFallback(this Config? config, Config? fallback) =>
        config is null ? fallback : ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);

    /// <summary>Whether there is no configuration, or one without a single key.</summary>
    public static bool IsNullOrEmpty([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] this Config? config) =>
        config is null || config.IsEmpty;
}
