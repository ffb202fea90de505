namespace Akka.Event;

/// <summary>An event bus by type, with the loggers that listen to it (Akka.Event.LoggingBus).</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] Levels = [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];

    private readonly List<IActorRef> _loggers = [];

    /// <summary>What is logged at the least.</summary>
    public LogLevel LogLevel { get; private set; }

    /// <summary>Sets what is logged at the least; the loggers' subscriptions follow.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        IActorRef[] loggers;
        lock (_loggers)
            loggers = [.. _loggers];
        foreach (var logger in loggers)
            SubscribeToLevels(logger, logLevel);
    }

    /// <summary>Lets the logger to standard output listen, until the system's loggers have started.</summary>
    public void StartStdoutLogger(Settings config)
    {
        var level = Logging.LogLevelFor(config.StdoutLogLevel);
        AddLogger(config.StdoutLogger, level);
    }

    internal void AddLogger(IActorRef logger, LogLevel level)
    {
        lock (_loggers)
            _loggers.Add(logger);
        LogLevel = level;
        SubscribeToLevels(logger, level);
    }

    internal void RemoveLogger(IActorRef logger)
    {
        lock (_loggers)
            _loggers.Remove(logger);
        foreach (var level in Levels)
            Unsubscribe(logger, level.ClassFor());
    }

    /// <inheritdoc/>
    protected override bool IsSubClassification(Type parent, Type child) => child.IsAssignableFrom(parent);

    /// <inheritdoc/>
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    /// <inheritdoc/>
    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    /// <inheritdoc/>
    protected override Type GetClassifier(object @event) => @event.GetType();

    private void SubscribeToLevels(IActorRef logger, LogLevel least)
    {
        foreach (var level in Levels)
        {
            if (level >= least)
                Subscribe(logger, level.ClassFor());
            else
                Unsubscribe(logger, level.ClassFor());
        }
    }
}
