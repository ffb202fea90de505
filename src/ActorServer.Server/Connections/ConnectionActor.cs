using System.IO.Pipelines;
using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Connections.Opening;
using Microsoft.AspNetCore.Connections;

namespace ActorServer.Server.Connections;

/// <summary>
/// Owns one client's socket and its HTTP/1.1 state (<c>/user/listener/connection-N</c>). Reads and parses, sends one request at a time to
/// the gateway, writes the parts that come back, decides keep-alive, and holds every deadline of its client. Never restarted. Promises
/// that every request has one line in the access log and that a request under way is withdrawn or abandoned when its client is gone.
/// </summary>
/// <remarks>
/// Two states, <see cref="ReadState"/> and <see cref="AnswerState"/>, decide what a message means; they are fields and not behaviours
/// because they change several times per request, and entering a behaviour costs an allocation each time.
/// </remarks>
public sealed partial class ConnectionActor : UntypedActor, IWithTimers
{
    private sealed record Readable
    {
        public static readonly Readable Instance = new();
    }

    private sealed record Flushed
    {
        public static readonly Flushed Instance = new();
    }

    private sealed record WriteOut
    {
        public static readonly WriteOut Instance = new();
    }

    private sealed record Opened
    {
        public static readonly Opened Instance = new();
    }

    private sealed record CheckDeadline
    {
        public static readonly CheckDeadline Instance = new();
    }

    private readonly ConnectionContext _transport;
    private readonly Socket _socket;
    private readonly ConnectionResources _shared;

    // The accepted socket's, until an opening makes others of them.
    private TransportFacts _facts;
    private PipeReader _input;
    private PipeWriter _output;

    // The high half of every exchange's number on this connection; the low half counts requests.
    private readonly long _firstExchange;

    private ReadState _reading = ReadState.Head;
    private AnswerState _answer = AnswerState.None;
    private Exchange? _exchange;
    private int _requests;
    private bool _isDraining;
    private bool _isClosed;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public ConnectionActor(ConnectionContext transport, Socket socket, long number, TransportFacts facts, ConnectionResources shared)
    {
        _transport = transport;
        _socket = socket;
        _facts = facts;
        _shared = shared;
        _input = transport.Transport.Input;
        _output = transport.Transport.Output;
        _firstExchange = number << 32;
        _parser = new RequestParser(shared.Connection.Limits);
        HttpLimits limits = shared.Connection.Limits;
        _body = new BodyReader(shared.StreamsBodies ? limits with { MaxBody = long.MaxValue } : limits);

        // One delegate per connection and direction instead of one per wait.
        IActorRef self = Self;
        _onReadable = () => self.Tell(Readable.Instance, ActorRefs.NoSender);
        _onFlushed = () => self.Tell(Flushed.Instance, ActorRefs.NoSender);
    }

    /// <summary>Set by the runtime.</summary>
    public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the first message.

    /// <summary>How to build a connection.</summary>
    /// <param name="transport">The connected socket's pipes; owned by the actor from its start on.</param>
    /// <param name="socket">The socket below the pipes: for half-close and reset.</param>
    /// <param name="number">The connection's number on this server, from 1.</param>
    /// <param name="facts">The two ends.</param>
    /// <param name="shared">What all connections share.</param>
    public static Props Props(ConnectionContext transport, Socket socket, long number, TransportFacts facts, ConnectionResources shared) =>
        Akka.Actor.Props.Create(() => new ConnectionActor(transport, socket, number, facts, shared));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_shared.Openings.Count > 0)
        {
            _opened = new OpenedConnection(_transport.Transport, _socket, _facts);
            Open();
        }
        else
        {
            BeginReading();
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (_exchange is not null)
        {
            // Stopped in the middle: the drain time is over, or this actor has failed. The log must not blame the client.
            GiveUpExchange(AbandonReason.ClientGone, _isDraining ? Refusal.Draining : Refusal.InternalError);
            Reset();
        }

        Release();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Readable:
                OnReadable();
                break;
            case Flushed:
                OnFlushed();
                break;
            case GatewayProtocol.Dispatched dispatched when IsCurrent(dispatched.Exchange):
                OnDispatched(dispatched);
                break;
            case ExchangeProtocol.Started started when IsCurrent(started.Exchange):
                OnStarted(started);
                break;
            case ExchangeProtocol.Block block when IsCurrent(block.Exchange):
                OnBlock(block);
                break;
            case ExchangeProtocol.Ended ended when IsCurrent(ended.Exchange):
                OnEnded(ended);
                break;
            case ExchangeProtocol.Want want when IsCurrent(want.Exchange):
                OnWant(want.Bytes);
                break;
            case WriteOut:
                OnWriteOut();
                break;
            case ExchangeProtocol.Failed failed when IsCurrent(failed.Exchange):
                OnFailed(failed.Reason);
                break;
            case ExchangeProtocol.Aborted aborted when IsCurrent(aborted.Exchange):
                OnAborted();
                break;
            case GatewayProtocol.Refused refused when IsCurrent(refused.Exchange):
                OnRefused(refused);
                break;
            case Opened:
                OnOpened();
                break;
            case BehindDue:
                OnBehindDue();
                break;
            case SpillDue:
                OnSpillDue();
                break;
            case CheckDeadline:
                OnCheckDeadline();
                break;
            case ConnectionProtocol.Drain:
                Drain();
                break;
            case ExchangeProtocol.Block block:
                // As below; what was lent for it is not needed.
                block.Lease?.Dispose();
                break;
            case GatewayProtocol.Dispatched or GatewayProtocol.Refused or ExchangeProtocol.Started or ExchangeProtocol.Ended
                or ExchangeProtocol.Failed or ExchangeProtocol.Aborted or ExchangeProtocol.Want:
                // Parts of an answer that nobody waits for any more: it was abandoned while they were on their way.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private bool IsCurrent(long exchange) => _exchange?.Number == exchange && _answer != AnswerState.Finishing;

    private void Drain()
    {
        _isDraining = true;
        if (_answer != AnswerState.None)
        {
            return;
        }

        if (_reading == ReadState.Opening || (_reading == ReadState.Head && !_parser.HasBegun))
        {
            Close();
        }
        else if (_reading == ReadState.Skipped)
        {
            Linger();
        }
    }
}
