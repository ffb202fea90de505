using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>
/// Collects what an actor system is made of and what is started in it. Once the system has started, further additions are ignored.
/// Mirrors Akka.Hosting.AkkaConfigurationBuilder.
/// </summary>
public sealed class AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
{
    private readonly List<ActorStarter> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly List<Type> _extensions = [];
    private readonly List<Setup> _setups = [];
    private bool _isComplete;

    /// <summary>The HOCON added so far.</summary>
    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    internal IServiceCollection ServiceCollection { get; } = serviceCollection;

    /// <summary>Starts actors with the system, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarter starter) => Add(_starters, starter);

    /// <summary>Starts actors with the system, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter) =>
        Add(_starters, (system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver));

    /// <summary>Starts actors with the system, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) => Add(_starters, (system, registry) =>
    {
        starter(system, registry);
        return Task.CompletedTask;
    });

    /// <summary>Starts actors with the system, in the order of the calls.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) =>
        StartActors((system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver));

    /// <summary>Does something after all actors have been started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask) => Add(_startupTasks, startupTask);

    /// <summary>Does something after all actors have been started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask) => Add(_startupTasks, (system, registry) =>
    {
        startupTask(system, registry);
        return Task.CompletedTask;
    });

    /// <summary>Loads an extension as soon as the system is made.</summary>
    public AkkaConfigurationBuilder WithExtension<T>() where T : IExtensionId => WithExtensions(typeof(T));

    /// <summary>Loads extensions as soon as the system is made.</summary>
    /// <exception cref="ConfigurationException">A type is no extension identifier that can be made.</exception>
    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        foreach (var type in extensions)
        {
            if (!type.IsClass || type.IsAbstract || !typeof(IExtensionId).IsAssignableFrom(type))
            {
                throw new ConfigurationException($"{type.FullName} is not an extension: expected a class that is not abstract and implements {nameof(IExtensionId)}.");
            }

            if (!_extensions.Contains(type)) _extensions.Add(type);
        }

        return this;
    }

    internal AkkaConfigurationBuilder AddHoconConfiguration(Config hocon, HoconAddMode mode)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        if (_isComplete) return this;
        var current = Configuration.HasValue ? Configuration.Value : Config.Empty;
        Configuration = mode switch
        {
            HoconAddMode.Append => current.WithFallback(hocon),
            HoconAddMode.Prepend or HoconAddMode.Replace => hocon.WithFallback(current),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
        };
        return this;
    }

    internal AkkaConfigurationBuilder AddSetup(Setup setup)
    {
        if (setup is BootstrapSetup bootstrap)
        {
            // The system's own is made from the configuration; what this one carries is taken over.
            return bootstrap.Config.HasValue ? AddHoconConfiguration(bootstrap.Config.Value, HoconAddMode.Prepend) : this;
        }

        // The services are always those of the host.
        return setup is DependencyResolverSetup ? this : Add(_setups, setup);
    }

    internal ActorSystem CreateSystem(IServiceProvider services)
    {
        if (!_setups.Exists(setup => setup is LoggerFactorySetup) && services.GetService<ILoggerFactory>() is { } loggerFactory)
        {
            _setups.Add(new LoggerFactorySetup(loggerFactory));
        }

        var configuration = Configuration.HasValue ? Configuration.Value : Config.Empty;
        var setups = ActorSystemSetup.Create([
            BootstrapSetup.Create().WithConfig(configuration),
            DependencyResolverSetup.Create(services),
            .. _setups,
        ]);
        var system = ActorSystem.Create(actorSystemName, setups);
        foreach (var type in _extensions)
        {
            // WithExtensions took only types that implement the interface and can be made.
            system.RegisterExtension((IExtensionId)Activator.CreateInstance(type)!);
        }

        return system;
    }

    internal async Task StartAsync(ActorSystem system)
    {
        if (_isComplete) return;
        _isComplete = true;
        var registry = ActorRegistry.For(system);
        foreach (var starter in _starters) await starter(system, registry).ConfigureAwait(false);
        foreach (var startupTask in _startupTasks) await startupTask(system, registry).ConfigureAwait(false);
    }

    private AkkaConfigurationBuilder Add<T>(List<T> list, T item)
    {
        if (!_isComplete) list.Add(item);
        return this;
    }
}
