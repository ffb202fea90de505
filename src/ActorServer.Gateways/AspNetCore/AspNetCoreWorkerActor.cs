using System.Diagnostics;
using Akka.Actor;
using ActorServer.Gateways.AspNetCore.Exchanges;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Gateways.AspNetCore;

/// <summary>
/// One slot of the gateway's pool: <c>/user/gateway/worker-N</c>. It calls the application for one request at a time, on a thread that is not its own, and hands over
/// what the connection says meanwhile. Its parent is the gateway, which sends <see cref="WorkerProtocol"/>; connections send <see cref="ExchangeProtocol"/>.
/// It promises that each <see cref="WorkerProtocol.Run"/> ends in exactly one of Finished, Returned, or the loss of its generation, and that its connection hears
/// of the end. A place is free when the application has returned, and not before: .NET code cannot be killed.
/// </summary>
/// <param name="number">The worker's number, from 1.</param>
/// <param name="settings">How the application is called.</param>
/// <param name="runtime">Boots the application; shared by all slots.</param>
/// <param name="gateway">Who is told what <see cref="WorkerProtocol"/> names.</param>
public sealed partial class AspNetCoreWorkerActor(int number, AspNetCoreSettings settings, AspNetCoreRuntime runtime, IActorRef gateway) : UntypedActor
{
    private sealed record Booted(HostedApplication Application);

    private readonly long _generation = runtime.NextGeneration();
    private Slot? _slot;
    private ApplicationExchange? _exchange;
    private IncomingBody? _body;
    private IActorRef _connection = ActorRefs.Nobody;
    private long _number;
    private bool _isEnding;

    /// <summary>A slot.</summary>
    /// <param name="number">The worker's number, from 1.</param>
    /// <param name="settings">How the application is called.</param>
    /// <param name="runtime">Boots the application; shared by all slots.</param>
    /// <param name="gateway">Who is told what <see cref="WorkerProtocol"/> names.</param>
    public static Props Props(int number, AspNetCoreSettings settings, AspNetCoreRuntime runtime, IActorRef gateway) =>
        Akka.Actor.Props.Create(() => new AspNetCoreWorkerActor(number, settings, runtime, gateway));

    /// <inheritdoc/>
    protected override void PreStart() =>
        runtime.BootAsync().PipeTo(Self, success: application => new Booted(application), failure: exception => new Status.Failure(exception));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        gateway.Tell(new WorkerProtocol.Lost(number, _generation));
        if (!IsBusy)
            return;

        // The application goes on without anybody who waits for it.
        _exchange!.Abandon(AbandonReason.ClientGone); // Busy: there is one.
        _connection.Tell(new ExchangeProtocol.Failed(_number, Refusal.WorkerDied));
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WorkerProtocol.Run run:
                OnRun(run);
                break;
            case WorkerProtocol.TakeBack:
                // One request at a time, and it has begun: there is nothing to give back.
                break;
            case ExchangeProtocol.Credit credit:
                Current(credit.Exchange)?.Credit(credit.Bytes);
                break;
            case ExchangeProtocol.BodyBlock block:
                if (_number == block.Exchange)
                    _body?.Take(block.Bytes);
                break;
            case ExchangeProtocol.BodyEnded ended:
                if (_number == ended.Exchange)
                    _body?.End(ended.Trailers);
                break;
            case ExchangeProtocol.BodyFailed failed:
                if (_number == failed.Exchange)
                    BreakBody(failed.Reason, failed.Detail);
                break;
            case ExchangeProtocol.InputEnded ended:
                Current(ended.Exchange)?.EndInput();
                break;
            case ExchangeProtocol.Abandon abandon:
                Current(abandon.Exchange)?.Abandon(abandon.Reason);
                break;
            case Booted booted:
                OnBooted(booted.Application);
                break;
            case Status.Failure failure:
                OnBootFailed(failure.Cause);
                break;
            case GatewayProtocol.Describe describe:
                Describe(describe.ReplyTo);
                break;
            case WorkerProtocol.Shutdown:
                _isEnding = true;
                StopIfIdle();
                break;
            case ApplicationExchange.Idle:
                StopIfIdle();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // The exchange may have gone on to the next request of its connection, in another slot: the number tells.
    private bool IsBusy => _exchange is { } exchange && exchange.Number == _number;

    private void OnBooted(HostedApplication application)
    {
        var dispatcher = settings.Dispatcher.Length == 0 ? null : Context.System.Dispatchers.Lookup(settings.Dispatcher);
        _slot = new Slot(number, Self, gateway, application, application.Settings ?? settings, dispatcher is null ? null : new DispatcherTaskScheduler(dispatcher), runtime.Logger);
        gateway.Tell(new WorkerProtocol.Ready(number, _generation, Places: 1));
    }

    private void OnBootFailed(Exception cause)
    {
        var (reason, traceback) = cause is ApplicationBootException failed ? (failed.Reason, failed.Traceback) : (cause.Message, cause.ToString());
        _lastFailure = reason;
        gateway.Tell(new WorkerProtocol.BootFailed(number, reason, traceback));
    }

    // Step 6: the slot has the application called.
    private void OnRun(WorkerProtocol.Run run)
    {
        if (_isEnding || _slot is null || IsBusy || run.Generation != _generation)
        {
            gateway.Tell(new WorkerProtocol.Returned(number, run.Generation, run.Request, run.Connection));
            return;
        }

        _connection = run.Connection;
        _exchange = _slot.Application.ExchangeFor(run.Request.Transport);
        _number = run.Request.Exchange;
        _begun = Stopwatch.GetTimestamp();
        _taken++;
        _body = _exchange.Begin(_slot, run);
    }

    private void BreakBody(Refusal reason, string detail)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        _body?.Break(new BadHttpRequestException(detail.Length > 0 ? detail : entry.Sentence, entry.Status));
    }

    // What a connection says of an exchange that is over is no news.
    private ApplicationExchange? Current(long exchange) => _number == exchange && IsBusy ? _exchange : null;

    private void StopIfIdle()
    {
        if (_isEnding && (!IsBusy || _exchange!.TellWhenIdle(_number)))
            Context.Stop(Self);
    }
}
