using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>The system's dispatchers by the key of their configuration (Akka.Dispatch.Dispatchers).</summary>
public sealed class Dispatchers
{
    /// <summary>The key of the dispatcher that actors get when nothing else is said.</summary>
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";

    /// <summary>The key of the dispatcher for work that blocks.</summary>
    public static readonly string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new(StringComparer.Ordinal);
    private readonly ActorSystem _system;
    private readonly Lazy<MessageDispatcher> _default;

    /// <summary>Of the system.</summary>
    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        Prerequisites = prerequisites;
        _default = new Lazy<MessageDispatcher>(() => Lookup(DefaultDispatcherId));
    }

    /// <summary>What dispatchers need of the system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The default dispatcher's section of the configuration.</summary>
    public Config DefaultDispatcherConfig => IdConfig(DefaultDispatcherId).WithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));

    /// <summary>The default dispatcher.</summary>
    public MessageDispatcher DefaultGlobalDispatcher => _default.Value;

    /// <summary>The dispatcher of that key.</summary>
    /// <exception cref="ConfigurationException">The configuration has no such key, or its type is unknown.</exception>
    public MessageDispatcher Lookup(string dispatcherName) => ConfiguratorOf(dispatcherName).Dispatcher();

    /// <summary>Whether the configuration or a registration has a dispatcher of that key.</summary>
    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <summary>Adds a dispatcher that the configuration does not know; false when the key is taken.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    /// <summary>The system has ended: no thread outlives it.</summary>
    internal void EndThreads()
    {
        foreach (var configurator in _configurators.Values)
            configurator.EndThreads();
    }

    private static Config IdConfig(string id) => ConfigurationFactory.ParseString($"id = \"{id}\"");

    private MessageDispatcherConfigurator ConfiguratorOf(string id)
    {
        if (_configurators.TryGetValue(id, out var known))
            return known;
        var section = _system.Settings.Config.HasPath(id) ? _system.Settings.Config.GetConfig(id) : null;
        if (section is null || section.IsEmpty)
            throw new ConfigurationException($"Dispatcher [{id}] not configured; add a section of that name with a type and an executor.");
        return _configurators.GetOrAdd(id, Configure(id, IdConfig(id).WithFallback(section).WithFallback(DefaultDispatcherConfig)));
    }

    private MessageDispatcherConfigurator Configure(string id, Config config)
    {
        switch (config.GetString("type", "Dispatcher"))
        {
            case "Dispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "TaskDispatcher":
                return new TaskDispatcherConfigurator(config, Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            case "ForkJoinDispatcher":
                return new ForkJoinDispatcherConfigurator(config, Prerequisites);
            case null or "":
                throw new ConfigurationException($"Dispatcher [{id}] has no type; say Dispatcher, ForkJoinDispatcher, PinnedDispatcher or a class.");
            case var name:
                return (MessageDispatcherConfigurator)Activator.CreateInstance(
                    TypeResolver.Get(name, id + ".type"), config, Prerequisites)!; // never null for a class
        }
    }
}
