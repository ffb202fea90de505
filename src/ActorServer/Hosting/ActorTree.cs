using Akka.Actor;
using Akka.Hosting;
using ActorServer.Configuration;
using ActorServer.Gateways.Wsgi;
using ActorServer.Server;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;
using ActorServer.Server.Gateway;
using ActorServer.Server.Listener;
using ActorServer.Server.Settings;
using ActorServer.Server.Spool;
using ActorServer.Server.Time;
using Microsoft.Extensions.Logging;

namespace ActorServer.Hosting;

/// <summary>Starts the tree of actors, in this order: access log, listener, and when that has its address the gateway with its workers.</summary>
internal sealed class ActorTree : IDisposable
{
    private readonly ServerSettings _settings;
    private readonly Outcome _outcome;
    private readonly ILoggerFactory _loggers;
    private readonly Action<string> _ready;
    private readonly WsgiRuntime _runtime;
    private readonly SpoolDirectory _spool;
    private readonly ServerClock _clock = new();
    private ConnectionFactory? _connections;

    /// <summary>Prepares what the actors share; it lives until the actor system has ended.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="outcome">Told when the server cannot go on.</param>
    /// <param name="loggers">Where everybody logs.</param>
    /// <param name="ready">Called with the URL when requests can be served.</param>
    public ActorTree(ServerSettings settings, Outcome outcome, ILoggerFactory loggers, Action<string> ready)
    {
        _settings = settings;
        _outcome = outcome;
        _loggers = loggers;
        _ready = ready;
        _runtime = new WsgiRuntime(settings.Wsgi, loggers);
        _spool = new SpoolDirectory(settings.Spool);
    }

    /// <summary>Starts the actors; returns early, with the outcome said, when the server cannot start.</summary>
    /// <param name="system">A new actor system.</param>
    /// <param name="registry">Takes the listener, the gateway and the access log.</param>
    public async Task StartAsync(ActorSystem system, IActorRegistry registry)
    {
        var bound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifecycle = system.ActorOf(LifecycleActor.Props(_outcome, bound, _ready, _loggers.CreateLogger("listener")), "lifecycle");
        foreach (var news in new[] { typeof(ServerEvents.ListenerBound), typeof(ServerEvents.ListenerFailed), typeof(ServerEvents.GatewayReady), typeof(ServerEvents.ApplicationLoadFailed) })
            system.EventStream.Subscribe(lifecycle, news);

        if (!TryStartAccessLog(system, registry))
            return;

        var listener = system.ActorOf(ListenerActor.Props(_settings.Listener, (socket, number) => Connections().Create(socket, number), _loggers.CreateLogger("listener")), "listener");
        registry.Register<ListenerActor>(listener);
        lifecycle.Tell(new LifecycleActor.Guard(listener));

        // The server binds first: a taken port is found before any process is started. Or a signal has ended it all.
        await Task.WhenAny(bound.Task, _outcome.Ended);
        if (_outcome.Ended.IsCompleted)
            return;
        var gateway = system.ActorOf(GatewayActor.Props(_settings.Gateway, (number, self) => WsgiWorkerActor.Props(number, _settings.Wsgi, _runtime, self), _clock, _loggers.CreateLogger("gateway")), "gateway");
        _connections = new ConnectionFactory(new ConnectionResources(_settings.Connection, _settings.Gateway, gateway, _spool, _clock, new DateHeader(_clock), new RequestIds(), _loggers.CreateLogger("connection")));
        registry.Register<GatewayActor>(gateway);
        lifecycle.Tell(new LifecycleActor.Guard(gateway));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections?.Dispose();
        _runtime.Dispose();
        _spool.Dispose();
        _clock.Dispose();
    }

    // The listener accepts from the first ready worker on, and workers come with the gateway: the factory is there before any socket.
    private ConnectionFactory Connections() => _connections ?? throw new InvalidOperationException("A connection came before the gateway was there.");

    private bool TryStartAccessLog(ActorSystem system, IActorRegistry registry)
    {
        if (_settings.AccessLog.Format == AccessLogFormat.Off)
            return true;
        try
        {
            var accessLog = system.ActorOf(AccessLogActor.Props(_settings.AccessLog, AccessLogTarget.Open(_settings.AccessLog), _loggers.CreateLogger("access-log")), "access-log");
            registry.Register<AccessLogActor>(accessLog);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _outcome.End(ExitCode.BadConfiguration, $"The access log cannot be opened: {exception.Message} (actor-server.access-log.to).");
            return false;
        }
    }
}
