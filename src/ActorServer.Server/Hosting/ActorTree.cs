using Akka.Actor;
using Akka.Hosting;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Admin;
using ActorServer.Server.Connections;
using ActorServer.Server.Gateway;
using ActorServer.Server.Listener;
using ActorServer.Server.Metrics;
using ActorServer.Server.Settings;
using ActorServer.Server.Spool;
using ActorServer.Server.Time;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Hosting;

/// <summary>Starts the tree of actors, in this order: access log, listener, admin, and when the listeners have their addresses the gateway with its workers.</summary>
internal sealed partial class ActorTree : IDisposable
{
    // Full names, so that a host which has other loggers too can filter the server's.
    private const string Category = "ActorServer.Server.";

    // Probes and scrapers come, ask and go: connections that are silent must not keep the next one out.
    private static readonly TimeSpan AdminPatience = TimeSpan.FromSeconds(2);

    private static readonly Type[] News =
    [
        typeof(ServerEvents.ListenerBound), typeof(ServerEvents.AdminBound), typeof(ServerEvents.ListenerFailed), typeof(ServerEvents.GatewayReady),
        typeof(ServerEvents.ApplicationLoadFailed), typeof(ServerEvents.ApplicationEnded),
    ];

    private ServerSettings _settings;
    private readonly Func<string, ApplicationHost> _makeHost;
    private readonly ITreeObserver _observer;
    private readonly ILoggerFactory _loggers;
    private readonly SpoolDirectory _spool;
    private readonly ServerClock _clock = new();
    private readonly ServerMetrics _metrics;
    private readonly IMetricsText? _metricsText;
    private ConnectionFactory? _connections;

    /// <summary>Prepares what the actors share; it lives until the actor system has ended.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="makeHost">Makes what runs the application, when the URL is known.</param>
    /// <param name="observer">Told when requests can be served, and when the server cannot go on.</param>
    /// <param name="loggers">Where everybody logs.</param>
    /// <param name="metrics">Where everybody records.</param>
    /// <param name="metricsText">What <c>/metrics</c> shows; null for no such page.</param>
    public ActorTree(
        ServerSettings settings, Func<string, ApplicationHost> makeHost, ITreeObserver observer, ILoggerFactory loggers, ServerMetrics metrics, IMetricsText? metricsText = null)
    {
        _settings = settings with { Listener = WithOwner(settings.Listener), Admin = settings.Admin with { Listener = settings.Admin.Listener is { } admin ? WithOwner(admin) : null } };
        _makeHost = makeHost;
        _observer = observer;
        _loggers = loggers;
        _metrics = metrics;
        _metricsText = metricsText;
        _spool = new SpoolDirectory(settings.Spool);

        // A socket's file belongs to whom the server becomes, unless somebody else was named.
        ListenerSettings WithOwner(ListenerSettings listener) =>
            listener.SocketOwner.Length == 0 && settings.Process.OwnerOfFiles is not null ? listener with { SocketOwner = settings.Process.Owner } : listener;
    }

    /// <summary>Where the server listens; null before the address is bound.</summary>
    public string? Url { get; private set; }

    /// <summary>Writes what the admin collects.</summary>
    public StatusJson Status { get; } = new(ServerVersion.Text);

    /// <summary>What runs the application; null before the address is bound.</summary>
    public ApplicationHost? Host { get; private set; }

    /// <summary>Starts the actors; returns early, with the observer told, when the server cannot start.</summary>
    /// <param name="system">A new actor system.</param>
    /// <param name="registry">Takes the listener, the gateway, the admin and the access log.</param>
    public async Task StartAsync(ActorSystem system, IActorRegistry registry)
    {
        var bound = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var adminBound = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifecycle = system.ActorOf(LifecycleActor.Props(_observer, bound, adminBound, _loggers.CreateLogger(Category + "Listener")), "lifecycle");
        foreach (var news in News)
            system.EventStream.Subscribe(lifecycle, news);

        if (!TryFindDispatcher(system) || !TryReadCertificates() || !TryShareDescriptors() || !TryStartAccessLog(system, registry))
            return;

        var listener = system.ActorOf(ListenerActor.Props(_settings.Listener with { IsSecure = _settings.Tls.IsOn }, (socket, number) => Connections().Create(socket, number), _loggers.CreateLogger(Category + "Listener"), _metrics), "listener");
        registry.Register<ListenerActor>(listener);
        lifecycle.Tell(new LifecycleActor.Guard(listener));

        // The server binds first: a taken port is found before any application is started. Or a signal has ended it all.
        await Task.WhenAny(bound.Task, _observer.Ended);
        if (_observer.Ended.IsCompleted)
            return;
        Url = await bound.Task;
        if (StartAdmin(system, registry, lifecycle))
            await Task.WhenAny(adminBound.Task, _observer.Ended);
        if (_observer.Ended.IsCompleted)
            return;
        var host = Host = _makeHost(Url);
        _spool.RemoveAbandoned();
        var gateway = system.ActorOf(GatewayActor.Props(_settings.Gateway, host.Worker, _clock, _loggers.CreateLogger(Category + "Gateway"), host.Order, host.Breaker, _metrics), "gateway");
        _connections = new ConnectionFactory(new ConnectionResources(
            _settings.Connection, _settings.Gateway, gateway, _spool, _clock, new DateHeader(_clock), new RequestIds(), _loggers.CreateLogger(Category + "Connection"), host.StreamsBodies, host.KeepsForwarded, _metrics)
        {
            Proxy = _settings.Proxy,
            Openings = Openings(),
        });
        registry.Register<GatewayActor>(gateway);
        lifecycle.Tell(new LifecycleActor.Guard(gateway));
        _ = PublishEndAsync(system, host);
        if (adminBound.Task.IsCompletedSuccessfully)
            _ = AdminWarmUp.RunAsync(adminBound.Task.Result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Host?.Dispose();
        _spool.Dispose();
        _clock.Dispose();
    }

    // True when it has a listener, whose address is still to be bound.
    private bool StartAdmin(ActorSystem system, IActorRegistry registry, IActorRef lifecycle)
    {
        var logger = _loggers.CreateLogger(Category + "Admin");
        var pages = new AdminPages(Status, _metricsText);

        // By their paths: the gateway comes later, and whoever is not there does not answer.
        var admin = system.ActorOf(AdminActor.Props(pages, system.ActorSelection("/user/gateway"), system.ActorSelection("/user/listener"), TimeProvider.System, logger), "admin");
        registry.Register<AdminActor>(admin);
        if (_settings.Admin.Listener is not { } settings)
            return false;

        system.EventStream.Subscribe(admin, typeof(ServerEvents.GatewayReady));

        // Nobody has a body to send here: what is kept in memory elsewhere is the most.
        var client = _settings.Connection;
        client = client with { Limits = client.Limits with { MaxBody = client.BodyInMemory }, HeadTimeout = AdminPatience, IdleTimeout = AdminPatience };
        var connections = new ConnectionFactory(new ConnectionResources(
            client, _settings.Gateway, admin, _spool, _clock, new DateHeader(_clock), new RequestIds(), logger, IsLogged: false));
        lifecycle.Tell(new LifecycleActor.Guard(system.ActorOf(ListenerActor.Props(settings, connections.Create, logger), "admin-listener")));
        return true;
    }

    private static async Task PublishEndAsync(ActorSystem system, ApplicationHost host)
    {
        var ending = await host.Ended;
        system.EventStream.Publish(new ServerEvents.ApplicationEnded(ending.Reason, ending.Traceback, ending.IsFault));
    }

    // The listener accepts from the first ready worker on, and workers come with the gateway: the factory is there before any socket.
    private ConnectionFactory Connections() => _connections ?? throw new InvalidOperationException("A connection came before the gateway was there.");

    // Whether it can be made shows only when it is: by a slot, which could do nothing but fail again and again.
    private bool TryFindDispatcher(ActorSystem system)
    {
        if (_settings.AspNetCore is not { Dispatcher: { Length: > 0 } dispatcher })
            return true;
        try
        {
            system.Dispatchers.Lookup(dispatcher);
            return true;
        }
        catch (Exception exception)
        {
            _observer.OnEnded(new TreeEnding(TreeEnd.BadSetting, $"The dispatcher {dispatcher} cannot be made: {exception.Message} (actor-server.aspnetcore.dispatcher)."));
            return false;
        }
    }

    private bool TryShareDescriptors()
    {
        if (LibcLimits.RaiseOpenFiles() is not { } limit)
            return true;
        var budget = DescriptorBudget.Of(_settings, limit, LibcLimits.CountOpen());
        _spool.MaxFiles = budget.SpoolFiles;
        if (budget.Describe(_settings.Listener) is not { } sentence)
            return true;
        if (!budget.IsEnough(_settings.Listener))
        {
            _observer.OnEnded(new TreeEnding(TreeEnd.BadSetting, sentence));
            return false;
        }

        ServerLog.ConnectionsLowered(_loggers.CreateLogger(Category + "Listener"), sentence);
        _settings = _settings with { Listener = _settings.Listener with { MaxConnections = budget.Connections } };
        return true;
    }

    private bool TryStartAccessLog(ActorSystem system, IActorRegistry registry)
    {
        if (_settings.AccessLog.Format == AccessLogFormat.Off)
            return true;
        try
        {
            var accessLog = system.ActorOf(AccessLogActor.Props(_settings.AccessLog, AccessLogTarget.Open(_settings.AccessLog, _settings.Process.OwnerOfFiles), _loggers.CreateLogger(Category + "AccessLog")), "access-log");
            registry.Register<AccessLogActor>(accessLog);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _observer.OnEnded(new TreeEnding(TreeEnd.BadSetting, $"The access log cannot be opened: {exception.Message} (actor-server.access-log.to)."));
            return false;
        }
    }
}
