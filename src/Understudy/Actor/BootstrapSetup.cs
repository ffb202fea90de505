namespace Akka.Actor;

/// <summary>The configuration of a system, set up in code (Akka.Actor.BootstrapSetup).</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<Config> fallback, Option<ProviderSelection> provider)
    {
        Config = config;
        ConfigFallback = fallback;
        ActorRefProvider = provider;
    }

    /// <summary>The configuration, if one was given.</summary>
    public Option<Config> Config { get; }

    /// <summary>Which provider of references, if one was named.</summary>
    public Option<ProviderSelection> ActorRefProvider { get; }

    internal Option<Config> ConfigFallback { get; }

    /// <summary>Says nothing.</summary>
    public static BootstrapSetup Create() => new(Option<Config>.None, Option<Config>.None, Option<ProviderSelection>.None);

    /// <summary>The same with a provider.</summary>
    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, ConfigFallback, name);

    /// <summary>The same with a configuration.</summary>
    public BootstrapSetup WithConfig(Config config) => new(config, ConfigFallback, ActorRefProvider);

    /// <summary>The same with a configuration for what the other does not say.</summary>
    public BootstrapSetup WithConfigFallback(Config config) =>
        new(Config.HasValue ? Config.Value.WithFallback(config) : config, config, ActorRefProvider);
}
