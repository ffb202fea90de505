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
    private readonly ServerSettings settings;
    private readonly Outcome outcome;
    private readonly ILoggerFactory loggers;
    private readonly Action<string> ready;
    private readonly WsgiRuntime runtime;
    private readonly SpoolDirectory spool;
    private readonly ServerClock clock = new();
    private ConnectionFactory? connections;

    /// <summary>Prepares what the actors share; it lives until the actor system has ended.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="outcome">Told when the server cannot go on.</param>
    /// <param name="loggers">Where everybody logs.</param>
    /// <param name="ready">Called with the URL when requests can be served.</param>
    public ActorTree(ServerSettings settings, Outcome outcome, ILoggerFactory loggers, Action<string> ready)
    {
        this.settings = settings;
        this.outcome = outcome;
        this.loggers = loggers;
        this.ready = ready;
        runtime = new WsgiRuntime(settings.Wsgi, loggers);
        spool = new SpoolDirectory(settings.Spool);
    }

    /// <summary>Starts the actors; returns early, with the outcome said, when the server cannot start.</summary>
    /// <param name="system">A new actor system.</param>
    /// <param name="registry">Takes the listener, the gateway and the access log.</param>
    public async Task StartAsync(ActorSystem system, IActorRegistry registry)
    {
        var bound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifecycle = system.ActorOf(LifecycleActor.Props(outcome, bound, ready, loggers.CreateLogger("listener")), "lifecycle");
        foreach (var news in new[] { typeof(ServerEvents.ListenerBound), typeof(ServerEvents.ListenerFailed), typeof(ServerEvents.GatewayReady), typeof(ServerEvents.ApplicationLoadFailed) })
            system.EventStream.Subscribe(lifecycle, news);

        if (!TryStartAccessLog(system, registry))
            return;

        var listener = system.ActorOf(ListenerActor.Props(settings.Listener, (socket, number) => Connections().Create(socket, number), loggers.CreateLogger("listener")), "listener");
        registry.Register<ListenerActor>(listener);
        lifecycle.Tell(new LifecycleActor.Guard(listener));

        // The server binds first: a taken port is found before any process is started. Or a signal has ended it all.
        await Task.WhenAny(bound.Task, outcome.Ended);
        if (outcome.Ended.IsCompleted)
            return;
        var gateway = system.ActorOf(GatewayActor.Props(settings.Gateway, (number, self) => WsgiWorkerActor.Props(number, settings.Wsgi, runtime, self), clock, loggers.CreateLogger("gateway")), "gateway");
        connections = new ConnectionFactory(new ConnectionResources(settings.Connection, settings.Gateway, gateway, spool, clock, new DateHeader(clock), new RequestIds(), loggers.CreateLogger("connection")));
        registry.Register<GatewayActor>(gateway);
        lifecycle.Tell(new LifecycleActor.Guard(gateway));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connections?.Dispose();
        runtime.Dispose();
        spool.Dispose();
        clock.Dispose();
    }

    // The listener accepts from the first ready worker on, and workers come with the gateway: the factory is there before any socket.
    private ConnectionFactory Connections() => connections ?? throw new InvalidOperationException("A connection came before the gateway was there.");

    private bool TryStartAccessLog(ActorSystem system, IActorRegistry registry)
    {
        if (settings.AccessLog.Format == AccessLogFormat.Off)
            return true;
        try
        {
            var accessLog = system.ActorOf(AccessLogActor.Props(settings.AccessLog, AccessLogTarget.Open(settings.AccessLog), loggers.CreateLogger("access-log")), "access-log");
            registry.Register<AccessLogActor>(accessLog);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            outcome.End(ExitCode.BadConfiguration, $"The access log cannot be opened: {exception.Message} (actor-server.access-log.to).");
            return false;
        }
    }
}
