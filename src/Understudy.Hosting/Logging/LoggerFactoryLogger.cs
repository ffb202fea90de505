using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>
/// Hands an actor system's log events to Microsoft.Extensions.Logging, in the category Akka.Actor.ActorSystem. Its parent is the
/// system's logging. Mirrors Akka.Hosting.Logging.LoggerFactoryLogger.
/// </summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger<ActorSystem> _logger;

    /// <summary>Is made by the system's logging.</summary>
    /// <exception cref="ConfigurationException">The system was made without a <see cref="LoggerFactorySetup"/>.</exception>
    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        if (!setup.HasValue)
        {
            throw new ConfigurationException(
                $"{nameof(LoggerFactoryLogger)} has nowhere to log to: the actor system was made without a {nameof(LoggerFactorySetup)}.");
        }

        _logger = setup.Value.LoggerFactory.CreateLogger<ActorSystem>();
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logged:
                Log(logged, Sender.Path);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Hands one event over.</summary>
    protected virtual void Log(LogEvent log, ActorPath path)
    {
        var level = LevelOf(log.LogLevel());
        if (_logger.IsEnabled(level)) _logger.Log(level, default, log, log.Cause, (logged, _) => logged.ToString());
    }

    private static LogLevel LevelOf(Event.LogLevel level) => level switch
    {
        Event.LogLevel.DebugLevel => LogLevel.Debug,
        Event.LogLevel.InfoLevel => LogLevel.Information,
        Event.LogLevel.WarningLevel => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
