using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Hosting;

/// <summary>Collects an actor system's loggers: standard output, until they are cleared. Mirrors Akka.Hosting.LoggerConfigBuilder.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Whether the system logs its whole configuration when it starts.</summary>
    public bool LogConfigOnStart { get; set; }

    internal AkkaConfigurationBuilder Builder { get; }

    /// <summary>Takes all loggers away, the default one too.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    /// <summary>Adds a logger, which is an actor.</summary>
    public LoggerConfigBuilder AddLogger<T>() where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        _loggers.Add(typeof(T));
        return this;
    }

    internal Config ToConfig() => ConfigurationFactory.ParseString($"""
        akka.loglevel = {Name(LogLevel)}
        akka.loggers = [{string.Join(", ", _loggers.Select(type => $"\"{type.AssemblyQualifiedName}\""))}]
        akka.log-config-on-start = {(LogConfigOnStart ? "on" : "off")}
        """);

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => throw new ConfigurationException($"{level} is not a level that can be logged."),
    };
}
