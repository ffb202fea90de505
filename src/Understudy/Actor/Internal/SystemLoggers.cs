namespace Akka.Actor.Internal;

/// <summary>Starts the loggers that the configuration names, and goes back to standard output when they end.</summary>
internal sealed class SystemLoggers(ActorSystemImpl system)
{
    private readonly List<IActorRef> _started = [];

    private Settings Settings => system.Settings;

    private EventStream Bus => system.EventStream;

    /// <summary>Starts the loggers and waits for each to say that it listens.</summary>
    /// <exception cref="ConfigurationException">A logger's class cannot be loaded or built.</exception>
    public void Start()
    {
        var level = Logging.LogLevelFor(Settings.LogLevel);
        foreach (var name in Settings.Loggers.Where(n => !string.IsNullOrEmpty(n)))
        {
            var type = TypeResolver.Get(name, "akka.loggers");
            if (type.Implements<MinimalLogger>())
                continue; // standard output needs no actor
            Start(type, level);
        }

        if (_started.Count > 0 || level == Logging.OffLevel)
            Bus.RemoveLogger(Settings.StdoutLogger);
        else
            Bus.AddLogger(Settings.StdoutLogger, level);
        Bus.SetLogLevel(level);
    }

    /// <summary>Lets standard output listen again, and the loggers no more.</summary>
    public void Stop()
    {
        var level = Bus.LogLevel;
        if (level != Logging.OffLevel && Logging.LogLevelFor(Settings.StdoutLogLevel) != Logging.OffLevel)
            Bus.AddLogger(Settings.StdoutLogger, Logging.LogLevelFor(Settings.StdoutLogLevel));
        foreach (var logger in _started)
        {
            Bus.RemoveLogger(logger);
            logger.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }

        _started.Clear();
    }

    private void Start(Type type, LogLevel level)
    {
        var actorName = $"log{_started.Count + 1}-{type.Name}";
        var props = Props.Create(type).WithDispatcher(Settings.LoggersDispatcher);
        var logger = system.SystemActorOf(props, actorName);
        try
        {
            var answer = logger.Ask<object>(new InitializeLogger(Bus), Settings.LoggerStartTimeout);
            if (!Settings.LoggerAsyncStart && !answer.Wait(Settings.LoggerStartTimeout))
                Warn(type, "did not answer InitializeLogger in time");
            else if (!Settings.LoggerAsyncStart && answer.Result is not LoggerInitialized)
                throw new LoggerInitializationException($"Logger {type} did not respond with LoggerInitialized, sent instead {answer.Result}");
        }
        catch (AggregateException e) when (e.InnerException is AskTimeoutException)
        {
            Warn(type, "did not answer InitializeLogger in time");
        }

        _started.Add(logger);
        Bus.AddLogger(logger, level);
    }

    private void Warn(Type type, string what) =>
        Bus.Publish(new Warning(type.Name, GetType(), $"Logger {type} {what} ({Settings.LoggerStartTimeout}, akka.logger-startup-timeout)."));
}
