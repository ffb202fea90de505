namespace Akka.Configuration;

/// <summary>A setting is missing, or its value is not one that can be used. Mirrors Akka.Configuration.ConfigurationException.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Says what is wrong with the configuration.</summary>
    public ConfigurationException(string message) : base(message, null)
    {
    }

    /// <summary>Says what is wrong with the configuration, and what brought it to light.</summary>
    public ConfigurationException(string message, Exception? exception) : base(message, exception)
    {
    }

    /// <summary>The error of a <typeparamref name="T"/> that was to be built from a section that is absent or empty.</summary>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) => new(
        string.IsNullOrWhiteSpace(path)
            ? $"{typeof(T).Name} cannot be made: its configuration is missing or empty."
            : $"{typeof(T).Name} cannot be made: its configuration {path} is missing or empty.");
}
