using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using ActorServer.Server.Listener;

namespace ActorServer.Server.Systemd;

/// <summary>
/// Tells the service manager what becomes of the server (<c>/user/service-notifier</c>): ready with the first ready worker, reloading and ready around a reload, stopping when the drain begins. Where there
/// is a watchdog it tells it that the tree is alive, and only when the gateway and the listener have answered: a tree that hangs does not. A subscriber of <see cref="ServerEvents"/>; nobody else sends to it.
/// </summary>
internal sealed class ServiceNotifierActor : UntypedActor, IWithTimers
{
    private const int LongestStatus = 200;

    private static readonly Type[] News =
    [
        typeof(ServerEvents.ListenerBound), typeof(ServerEvents.GatewayReady), typeof(ServerEvents.ReloadBegan), typeof(ServerEvents.ReloadEnded), typeof(ServerEvents.Draining),
        typeof(ServerEvents.ListenerFailed), typeof(ServerEvents.ApplicationLoadFailed),
    ];

    private readonly ServiceManager _manager;
    private readonly ICanTell _gateway;
    private readonly ICanTell _listener;
    private string _url = "";
    private int _reloads;
    private bool _isDraining;
    private bool _hasGateway;
    private bool _hasListener;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public ServiceNotifierActor(ServiceManager manager, ICanTell gateway, ICanTell listener) => (_manager, _gateway, _listener) = (manager, gateway, listener);

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }

    /// <summary>Set by the runtime.</summary>
    public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the first message.

    /// <summary>How to build the actor.</summary>
    /// <param name="manager">Who is told.</param>
    /// <param name="gateway">The gateway; it need not be there yet.</param>
    /// <param name="listener">The listener; as the gateway.</param>
    public static Props Props(ServiceManager manager, ICanTell gateway, ICanTell listener) =>
        Akka.Actor.Props.Create(() => new ServiceNotifierActor(manager, gateway, listener));

    /// <summary>Starts the actor, subscribed before anybody can publish.</summary>
    /// <param name="system">The server's actor system.</param>
    /// <param name="manager">Who is told.</param>
    /// <param name="gateway">The gateway; it need not be there yet.</param>
    /// <param name="listener">The listener; as the gateway.</param>
    public static void Start(ActorSystem system, ServiceManager manager, ICanTell gateway, ICanTell listener)
    {
        IActorRef notifier = system.ActorOf(Props(manager, gateway, listener), "service-notifier");
        foreach (Type news in News)
        {
            system.EventStream.Subscribe(notifier, news);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ServerEvents.ListenerBound bound:
                _url = bound.Url;
                _manager.Status($"Starting the application for {_url}");
                break;
            case ServerEvents.GatewayReady:
                _manager.Ready($"Serving on {_url}");
                if (_manager.WatchdogInterval is { } interval)
                {
                    _manager.Alive();
                    Timers.StartPeriodicTimer(Look.Instance, Look.Instance, interval);
                }

                break;
            case ServerEvents.ReloadBegan:
                if (_reloads++ == 0)
                {
                    _manager.Reloading("Reloading the application");
                }

                break;
            case ServerEvents.ReloadEnded ended:
                if (--_reloads == 0)
                {
                    _manager.Ready(ended.IsDone ? $"Serving on {_url}" : OneLine($"Serving on {_url} as before: not reloaded, {ended.Message}"));
                }

                break;
            case ServerEvents.Draining:
                _isDraining = true;
                _manager.Stopping("Finishing what is under way");
                break;
            case ServerEvents.ListenerFailed failed:
                _manager.Status(OneLine(failed.Message));
                break;
            case ServerEvents.ApplicationLoadFailed failed:
                _manager.Status(OneLine($"The application cannot be loaded: {failed.Reason}"));
                break;
            case Look:
                OnLook();
                break;
            case PoolStatus:
                _hasGateway = true;
                SayAlive();
                break;
            case ListenerStatus:
                _hasListener = true;
                SayAlive();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnLook()
    {
        if (_isDraining)
        {
            // One after the other has ended by then, each with a bound of its own.
            _manager.Alive();
            return;
        }

        _hasGateway = _hasListener = false;
        _gateway.Tell(new GatewayProtocol.Describe(Self, false), Self);
        _listener.Tell(new ListenerProtocol.Describe(Self), Self);
    }

    private void SayAlive()
    {
        if (_hasGateway && _hasListener)
        {
            _hasGateway = _hasListener = false;
            _manager.Alive();
        }
    }

    private static string OneLine(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > LongestStatus ? line[..LongestStatus] + "…" : line;
    }
}
