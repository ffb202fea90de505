using System.Diagnostics;

namespace Akka.Actor;

/// <summary>A tree of actors with what they share: dispatchers, scheduler, event stream (Akka.Actor.ActorSystem).</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _created = Stopwatch.GetTimestamp();
    private bool _isDisposed;

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>The dispatchers by key.</summary>
    public abstract Dispatchers Dispatchers { get; }

    /// <summary>The event stream.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Where messages go that cannot arrive.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>The mailboxes by key and requirement.</summary>
    public abstract Mailboxes Mailboxes { get; }

    /// <summary>The clock and its alarms.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The system's own logger.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Ends when the last actor has ended and the callbacks have run.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system began, counted from the start of the machine.</summary>
    public TimeSpan StartTime { get; } = TimeSpan.FromMilliseconds(Environment.TickCount64);

    /// <summary>How long the system has run.</summary>
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_created);

    /// <summary>A new system, configured by code.</summary>
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, Setup.ActorSystemSetup.Create(setup));

    /// <summary>A new system, configured by code.</summary>
    public static ActorSystem Create(string name, Setup.ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue && bootstrap.Value.Config.HasValue ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        return Start(name, config, setup);
    }

    /// <summary>A new system with the configuration, and the defaults for what it does not say.</summary>
    public static ActorSystem Create(string name, Config config) => Start(name, config, Setup.ActorSystemSetup.Empty);

    /// <summary>A new system with the defaults.</summary>
    public static ActorSystem Create(string name) => Create(name, Setup.ActorSystemSetup.Empty);

    /// <summary>The extension, or null.</summary>
    public abstract object GetExtension(IExtensionId extensionId);

    /// <summary>The extension, or null.</summary>
    public abstract T GetExtension<T>()
        where T : class, IExtension;

    /// <summary>Whether there is such an extension.</summary>
    public abstract bool HasExtension(Type type);

    /// <summary>Whether there is such an extension.</summary>
    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    /// <summary>The extension, if there is one.</summary>
    public abstract bool TryGetExtension(Type extensionType, out object extension);

    /// <summary>The extension, if there is one.</summary>
    public abstract bool TryGetExtension<T>(out T extension)
        where T : class, IExtension;

    /// <summary>The extension, which is made if there is none yet.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Runs the callback when the system has ended; the last one first.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Ends the system, by way of <see cref="CoordinatedShutdown"/> unless the configuration says otherwise.</summary>
    public abstract Task Terminate();

    /// <summary>Stops an actor.</summary>
    public abstract void Stop(IActorRef actor);

    /// <inheritdoc/>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Ends the system, and does not wait.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _ = Terminate();
        GC.SuppressFinalize(this);
    }

    private static ActorSystemImpl Start(string name, Config config, Setup.ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup, Option<Props>.None);
        system.Start();
        return system;
    }
}
