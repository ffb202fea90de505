namespace Akka.Actor;

/// <summary>What the runtime reads of the configuration (Akka.Actor.Settings).</summary>
public class Settings
{
    private readonly Config _userConfig;
    private Config _fallback = ConfigurationFactory.Default();

    /// <summary>Of the system and its configuration.</summary>
    public Settings(ActorSystem system, Config config)
        : this(system, config, Akka.Actor.Setup.ActorSystemSetup.Empty)
    {
    }

    /// <summary>Of the system, its configuration and what was set up in code.</summary>
    /// <exception cref="ConfigurationException">The provider of references is not played here, or a class cannot be loaded.</exception>
    public Settings(ActorSystem system, Config config, Setup.ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _userConfig = config;
        Config = config.WithFallback(_fallback);

        ProviderClass = Config.GetString("akka.actor.provider", "local") ?? "local";
        if (ProviderClass != "local" && !ProviderClass.StartsWith("Akka.Actor.LocalActorRefProvider", StringComparison.Ordinal))
            throw new ConfigurationException($"akka.actor.provider is [{ProviderClass}]; only local systems are played here.");
        SupervisorStrategyClass = Text("akka.actor.guardian-supervisor-strategy", "Akka.Actor.DefaultSupervisorStrategy");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan, true);
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout", TimeSpan.FromSeconds(20), true);

        LogLevel = Text("akka.loglevel", "INFO");
        StdoutLogLevel = Text("akka.stdout-loglevel", "WARNING");
        Loggers = Config.GetStringList("akka.loggers", ["Akka.Event.DefaultLogger"]);
        LoggersDispatcher = Text("akka.loggers-dispatcher", Dispatchers.InternalDispatcherId);
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout", TimeSpan.FromSeconds(5), true);
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start", false);
        LogFormatter = Formatter(Text("akka.logger-formatter", ""));
        StdoutLogger = Stdout(Text("akka.stdout-logger-class", ""));
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start", false);
        LogDeadLetters = Text("akka.log-dead-letters", "10") switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => Config.GetInt("akka.log-dead-letters", 10),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown", false);
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration", TimeSpan.FromMinutes(5), true);

        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive", false);
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive", false);
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle", false);
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream", false);
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled", false);

        SchedulerClass = Text("akka.scheduler.implementation", "Akka.Actor.HashedWheelTimerScheduler");
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5), true);
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system", true);
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate", true);
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate=on and akka.coordinated-shutdown.terminate-actor-system=off "
                + "is not a supported configuration combination.");
        }
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>What was set up in code.</summary>
    public Setup.ActorSystemSetup Setup { get; }

    /// <summary>The configuration with the defaults.</summary>
    public Config Config { get; private set; }

    /// <summary>`akka.actor.provider`.</summary>
    public string ProviderClass { get; }

    /// <summary>`akka.actor.guardian-supervisor-strategy`.</summary>
    public string SupervisorStrategyClass { get; }

    /// <summary>`akka.actor.ask-timeout`.</summary>
    public TimeSpan AskTimeout { get; }

    /// <summary>`akka.actor.creation-timeout`.</summary>
    public TimeSpan CreationTimeout { get; }

    /// <summary>`akka.loglevel`.</summary>
    public string LogLevel { get; }

    /// <summary>`akka.stdout-loglevel`.</summary>
    public string StdoutLogLevel { get; }

    /// <summary>`akka.loggers`.</summary>
    public IList<string> Loggers { get; }

    /// <summary>`akka.loggers-dispatcher`.</summary>
    public string LoggersDispatcher { get; }

    /// <summary>`akka.logger-startup-timeout`.</summary>
    public TimeSpan LoggerStartTimeout { get; }

    /// <summary>`akka.logger-async-start`.</summary>
    public bool LoggerAsyncStart { get; }

    /// <summary>`akka.logger-formatter`.</summary>
    public ILogMessageFormatter LogFormatter { get; }

    /// <summary>`akka.stdout-logger-class`.</summary>
    public MinimalLogger StdoutLogger { get; }

    /// <summary>`akka.log-config-on-start`.</summary>
    public bool LogConfigOnStart { get; }

    /// <summary>`akka.log-dead-letters` as a number.</summary>
    public int LogDeadLetters { get; }

    /// <summary>`akka.log-dead-letters-during-shutdown`.</summary>
    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary>`akka.log-dead-letters-suspend-duration`.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; }

    /// <summary>`akka.actor.debug.receive`.</summary>
    public bool AddLoggingReceive { get; }

    /// <summary>`akka.actor.debug.autoreceive`.</summary>
    public bool DebugAutoReceive { get; }

    /// <summary>`akka.actor.debug.lifecycle`.</summary>
    public bool DebugLifecycle { get; }

    /// <summary>`akka.actor.debug.event-stream`.</summary>
    public bool DebugEventStream { get; }

    /// <summary>`akka.actor.debug.unhandled`.</summary>
    public bool DebugUnhandledMessage { get; }

    /// <summary>`akka.scheduler.implementation`.</summary>
    public string SchedulerClass { get; }

    /// <summary>`akka.scheduler.shutdown-timeout`.</summary>
    public TimeSpan SchedulerShutdownTimeout { get; }

    /// <summary>`akka.coordinated-shutdown.terminate-actor-system`.</summary>
    public bool CoordinatedShutdownTerminateActorSystem { get; }

    /// <summary>`akka.coordinated-shutdown.run-by-actor-system-terminate`.</summary>
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Adds a configuration for what the system's does not say.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        if (config != _fallback)
            _fallback = config.WithFallback(_fallback);
        Config = _userConfig.WithFallback(_fallback);
    }

    /// <inheritdoc/>
    public override string ToString() => Config.ToString();

    private static ILogMessageFormatter Formatter(string name) =>
        name is "" || TypeResolver.Get(name, "akka.logger-formatter") is var type && type == typeof(DefaultLogMessageFormatter)
            ? DefaultLogMessageFormatter.Instance
            : (ILogMessageFormatter)Activator.CreateInstance(type)!; // never null for a class

    private static MinimalLogger Stdout(string name) => name is ""
        ? new StandardOutLogger()
        : (MinimalLogger)Activator.CreateInstance(TypeResolver.Get(name, "akka.stdout-logger-class"))!; // never null for a class

    private string Text(string path, string otherwise) => Config.GetString(path, otherwise) ?? otherwise;
}
