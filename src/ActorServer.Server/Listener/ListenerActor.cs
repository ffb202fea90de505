using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Server.Connections;
using ActorServer.Server.Metrics;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Server.Listener;

/// <summary>
/// Binds the address, accepts, and spawns one connection actor per socket as its child (<c>/user/listener/connection-N</c>). Binds when it
/// starts, accepts from <see cref="ServerEvents.GatewayReady"/> on; until then clients wait in the kernel's backlog. Promises that there
/// are never more than <c>max-connections</c> children, and that a fault in one connection ends that connection only.
/// </summary>
public sealed class ListenerActor : UntypedActor, IWithTimers
{
    /// <summary>Makes one connection: its socket, its number from 1, in; how to build its actor, out.</summary>
    public delegate Props ConnectionFactory(Socket socket, long number);

    private sealed record Acceptable(Acceptor From);

    private sealed record Resume
    {
        public static readonly Resume Instance = new();
    }

    private sealed record SayRest
    {
        public static readonly SayRest Instance = new();
    }

    /// <summary>Out of descriptors or memory: trying again at once would only spin.</summary>
    internal static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    // A flood of clients must not keep the listener from its other messages.
    private const int AcceptsPerMessage = 64;

    private readonly ListenerSettings _settings;
    private readonly ConnectionFactory _makeConnection;
    private readonly ILogger _logger;
    private readonly ServerMetrics? _metrics;
    private AcceptNotice _notice;
    private IReadOnlyList<Acceptor> _acceptors = [];
    private long _accepted;
    private int _open;
    private bool _mayAccept;
    private bool _isPausing;
    private bool _isDraining;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public ListenerActor(ListenerSettings settings, ConnectionFactory makeConnection, ILogger logger, ServerMetrics? metrics)
    {
        _settings = settings;
        _makeConnection = makeConnection;
        _logger = logger;
        _metrics = metrics;
        _mayAccept = !settings.IsPublic;
        _notice = new AcceptNotice(logger, TimeProvider.System);
    }

    /// <summary>Set by the runtime.</summary>
    public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the first message.

    /// <summary>How to build the listener.</summary>
    /// <param name="settings">Address, backlog, bound.</param>
    /// <param name="makeConnection">Makes the connection of a socket.</param>
    /// <param name="logger">Takes what a person should know.</param>
    /// <param name="metrics">Where connections are counted; null counts none.</param>
    public static Props Props(ListenerSettings settings, ConnectionFactory makeConnection, ILogger logger, ServerMetrics? metrics = null) =>
        Akka.Actor.Props.Create(() => new ListenerActor(settings, makeConnection, logger, metrics));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ServerEvents.GatewayReady));
        IReadOnlyList<BoundSocket> bound;
        try
        {
            bound = BoundSocket.Listen(_settings);
        }
        catch (Exception exception) when (ListenerFailure.Is(exception))
        {
            Context.System.EventStream.Publish(new ServerEvents.ListenerFailed(ListenerFailure.Describe(_settings, exception)));
            return;
        }

        IActorRef self = Self;
        _acceptors = [.. bound.Select(socket => new Acceptor(socket, acceptor => self.Tell(new Acceptable(acceptor), ActorRefs.NoSender)))];
        WarmUp();
        string[] urls = [.. bound.Select(socket => socket.Url)];
        Context.System.EventStream.Publish(_settings.IsPublic ? new ServerEvents.ListenerBound(urls[0]) { Further = urls[1..] } : new ServerEvents.AdminBound(urls[0]));
        Accept();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        Unbind();
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(exception =>
    {
        // A connection is never restarted: its parser state is gone with the socket. Whatever it was, the client sees a reset.
        ServerLog.ConnectionFailed(_logger, exception);
        return Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Acceptable acceptable:
                if (_acceptors.Contains(acceptable.From) && TryTake(acceptable.From.Complete))
                {
                    Accept();
                }

                break;
            case Terminated:
                _open--;
                _metrics?.Connection(-1);
                Accept();
                StopIfDrained();
                break;
            case ServerEvents.GatewayReady:
                _mayAccept = true;
                Accept();
                break;
            case Resume:
                _isPausing = false;
                Accept();
                break;
            case SayRest:
                _notice.SayRest();
                break;
            case ListenerProtocol.Describe describe:
                describe.ReplyTo.Tell(new ListenerStatus(_acceptors.Count > 0 ? _acceptors[0].Bound.Url : null, _isDraining, _open, _settings.MaxConnections, _accepted));
                break;
            case ListenerProtocol.StopAccepting:
                Unbind();
                Sender.Tell(ListenerProtocol.AcceptingStopped.Instance);
                break;
            case ListenerProtocol.Drain:
                Drain();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Step 1: the listener accepts.
    private void Accept()
    {
        foreach (Acceptor acceptor in _acceptors)
        {
            Accept(acceptor);
        }
    }

    private void Accept(Acceptor acceptor)
    {
        for (int count = 0; MayAccept(acceptor); count++)
        {
            if (acceptor.Begin(mustWait: count == AcceptsPerMessage) && !TryTake(acceptor.Complete))
            {
                return;
            }
        }
    }

    // Those that are asked for count: with several addresses each could get the last place.
    private bool MayAccept(Acceptor acceptor) =>
        _mayAccept && !_isPausing && !acceptor.IsAccepting && _open + _acceptors.Count(other => other.IsAccepting) < _settings.MaxConnections;

    // Step 2: one connection actor per socket.
    private bool TryTake(Func<Socket> accepted)
    {
        Socket socket;
        try
        {
            socket = accepted();
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
        {
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
        {
            // The client was gone before it was taken; the next one is not to wait for that.
            return true;
        }
        catch (SocketException exception)
        {
            Pause(exception);
            return false;
        }

        Spawn(socket);
        return true;
    }

    private void Spawn(Socket socket)
    {
        long number = ++_accepted;
        Props connection;
        try
        {
            connection = _makeConnection(socket, number);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client has left before its connection could be built.
            socket.Dispose();
            return;
        }

        _open++;
        _metrics?.Connection(1);
        Context.Watch(Context.ActorOf(connection, $"connection-{number}"));
    }

    // Mostly EMFILE, ENFILE, ENOBUFS or ENOMEM: a pause for all addresses.
    private void Pause(SocketException exception)
    {
        _isPausing = true;
        Timers.StartSingleTimer(Resume.Instance, Resume.Instance, AcceptPause);
        string reason = exception.SocketErrorCode switch
        {
            // The runtime's own word for the first is the system's limit, which it seldom is.
            SocketError.TooManyOpenSockets => "no descriptor is left (the process's limit of open files, or the system's)",
            SocketError.NoBufferSpaceAvailable => "the system has no memory for sockets",
            _ => exception.Message,
        };
        if (_notice.Count(reason))
        {
            Timers.StartSingleTimer(SayRest.Instance, SayRest.Instance, AcceptNotice.Interval);
        }
    }

    // Once on the way of an error before there is any: out of descriptors the runtime could not open what it needs to throw, catch and say it.
    private void WarmUp()
    {
        _notice = new AcceptNotice(NullLogger.Instance, TimeProvider.System);
        TryTake(() => throw new SocketException((int)SocketError.TooManyOpenSockets));
        _notice = new AcceptNotice(_logger, TimeProvider.System);
        Timers.CancelAll();
        _isPausing = false;
    }

    private void Unbind()
    {
        IReadOnlyList<Acceptor> acceptors = _acceptors;
        _acceptors = [];
        foreach (Acceptor acceptor in acceptors)
        {
            acceptor.Dispose();
        }
    }

    private void Drain()
    {
        _isDraining = true;
        Unbind();
        foreach (IActorRef connection in Context.GetChildren())
        {
            connection.Tell(ConnectionProtocol.Drain.Instance);
        }

        StopIfDrained();
    }

    private void StopIfDrained()
    {
        if (_isDraining && _open == 0)
        {
            Context.Stop(Self);
        }
    }
}
