using System.Buffers;
using System.Globalization;
using Akka.Actor;
using ActorServer.Gateways.Wsgi.Processes;
using ActorServer.Http;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// Owns one Python process and its channel: <c>/user/gateway/worker-N/process-M</c>. Its parent, the worker, alone sends to it, and hears <see cref="ProcessProtocol"/>;
/// response parts go straight to the connection of the request. A process that dies makes it throw; told to leave, or stuck, it stops.
/// </summary>
/// <remarks>
/// States: booting → idle ⇄ busy; from each of them → ending (the channel is closed, how the process ended is awaited), from busy → stuck (it is being killed),
/// from idle and busy → leaving (it was told to). Invariant: <c>run</c> is set while, and only while, the process has a request of which no end was told.
/// </remarks>
internal sealed class WsgiProcessActor : UntypedActor, IWithTimers
{
    /// <summary>A frame is at most a window of body with its head, or a traceback; Python keeps both below 1 MiB.</summary>
    private const int LargestHead = 1 << 20;

    /// <summary>From the end of the process to the end of its channel, and the other way round: both come within milliseconds.</summary>
    private static readonly TimeSpan EndGap = TimeSpan.FromSeconds(2);

    private readonly int number;
    private readonly long generation;
    private readonly WsgiSettings settings;
    private readonly WsgiRuntime runtime;
    private readonly ArrayBufferWriter<byte> message = new(4096);
    private readonly byte[] frame = new byte[Frames.CreditSize];
    private Task<PythonProcess>? launch;
    private PythonProcess? process;
    private WorkerProtocol.Run? run;
    private bool isHeadTold;
    private bool isRefused;
    private int credit;
    private bool isRetired;
    private FramePayloads.BootFailure? bootFailure;
    private string? brokenBecause;
    private string? exit;

    /// <summary>For <c>Props</c> alone: Akka.NET builds actors by their public constructors.</summary>
    public WsgiProcessActor(int number, long generation, WsgiSettings settings, WsgiRuntime runtime)
    {
        this.number = number;
        this.generation = generation;
        this.settings = settings;
        this.runtime = runtime;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // Set by the actor system before PreStart.

    /// <param name="number">The worker's number, from 1.</param>
    /// <param name="generation">A number that no process had before.</param>
    /// <param name="settings">What to run.</param>
    /// <param name="runtime">Starts the process.</param>
    public static Props Props(int number, long generation, WsgiSettings settings, WsgiRuntime runtime) =>
        Akka.Actor.Props.Create(() => new WsgiProcessActor(number, generation, settings, runtime));

    private sealed record Launched(PythonProcess Process);

    private sealed record NotLaunched(string Reason);

    private sealed record Exited(string How);

    private sealed record Overdue;

    private sealed record KillDue;

    private sealed record EndDue;

    protected override void PreStart()
    {
        Timers.StartSingleTimer(nameof(Overdue), new Overdue(), settings.BootTimeout);
        launch = runtime.LaunchAsync(number);
        launch.PipeTo(Self, success: started => new Launched(started), failure: error => new NotLaunched(error.Message));
    }

    protected override void PostStop()
    {
        // Also a process that is only being started must not outlive its actor.
        launch?.ContinueWith(started => started.Result.Leave(settings.StopTimeout), TaskContinuationOptions.OnlyOnRanToCompletion);
    }

    protected override void OnReceive(object message) => Booting(message);

    private void Booting(object received)
    {
        switch (received)
        {
            case Launched launched:
                Setup(launched.Process);
                break;
            case NotLaunched failed:
                throw new ProcessDiedException(generation, $"it could not be started: {failed.Reason}");
            case ControlFrame { Kind: FrameKind.Ready, Exchange: 0 } ready when FramePayloads.TryReadReady(ready.Payload) is { } facts:
                Timers.Cancel(nameof(Overdue));
                Become(Idle);
                Context.Parent.Tell(new ProcessProtocol.Ready(generation, facts.Pid, PrintableText.Escape(facts.Python), PrintableText.Escape(facts.Executable)));
                break;
            case ControlFrame { Kind: FrameKind.BootFailed, Exchange: 0 } failed when FramePayloads.TryReadBootFailure(failed.Payload) is { } failure:
                // It leaves by itself, so that its last output is not lost; not for ever.
                bootFailure = failure;
                Timers.StartSingleTimer(nameof(EndDue), new EndDue(), EndGap);
                break;
            case Overdue:
                bootFailure = new FramePayloads.BootFailure($"it was not ready within {settings.BootTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s (actor-server.wsgi.boot-timeout)", null);
                if (process is null)
                    throw new ProcessDiedException(generation, bootFailure.Reason);
                process.DumpStacks();
                Timers.StartSingleTimer(nameof(KillDue), new KillDue(), settings.KillDelay);
                break;
            case ProcessProtocol.Leave:
                // An import has nothing to finish, and it does not look at its channel.
                BeginLeaving();
                process?.Kill();
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    private void Setup(PythonProcess started)
    {
        process = started;
        started.Exit.PipeTo(Self, success: how => new Exited(how));
        _ = new ControlReader(started.Channel.Control, Self, settings.ResponseWindow + LargestHead).RunAsync();
        // A process that is dead already is seen by the end of its stream.
        _ = started.Channel.Send(SetupMessage.Encode(settings, number));
    }

    private void Idle(object received)
    {
        switch (received)
        {
            case WorkerProtocol.Run next:
                Start(next);
                break;
            case ExchangeProtocol.Abandon { Reason: AbandonReason.TimedOut }:
                // The answer and the end of the worker's patience crossed; the worker has replaced this process already.
                BeginLeaving();
                break;
            case ExchangeProtocol.Credit or ExchangeProtocol.Abandon:
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    // Step 7: one message on the channel.
    private void Start(WorkerProtocol.Run next)
    {
        run = next;
        isHeadTold = isRefused = false;
        credit = 0;
        Become(Busy);
        try
        {
            RequestMessage.Encode(next.Request, message);
        }
        catch (InvalidDataException error)
        {
            Refuse(Refusal.InternalError, error.Message);
            EndRun();
            return;
        }

        var outcome = Channel.Send(message.WrittenSpan);
        // Closed: the end of the control stream follows and says it all.
        if (outcome is SendOutcome.Sent or SendOutcome.Closed)
            return;
        Refuse(Refusal.InternalError, outcome == SendOutcome.TooLarge
            ? $"its message of {message.WrittenCount} bytes is longer than the system's socket buffer takes (net.core.wmem_max; actor-server.connection.body-in-memory keeps bodies out of it)"
            : "the process has not received its last message");
        EndRun();
    }

    private void Busy(object received)
    {
        switch (received)
        {
            case ControlFrame answer when answer.Exchange == Current.Request.Exchange:
                OnAnswer(answer);
                break;
            case ExchangeProtocol.Credit taken when taken.Exchange == Current.Request.Exchange:
                GiveCredit(taken.Bytes);
                break;
            case ExchangeProtocol.Abandon { Reason: AbandonReason.ClientGone } gone when gone.Exchange == Current.Request.Exchange:
                SilenceRun();
                break;
            case ExchangeProtocol.Abandon { Reason: AbandonReason.TimedOut } late when late.Exchange == Current.Request.Exchange:
                BecomeStuck();
                break;
            case ExchangeProtocol.Credit or ExchangeProtocol.Abandon:
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    // Step 8: frames come back.
    private void OnAnswer(ControlFrame answer)
    {
        switch (answer.Kind)
        {
            case FrameKind.Head when !isHeadTold && FramePayloads.TrySplitHead(answer.Payload, out var head, out var block):
                isHeadTold = true;
                OnHead(head, block, answer.IsLast);
                break;
            case FrameKind.Block when isHeadTold:
                Tell(new ExchangeProtocol.Block(answer.Exchange, answer.Payload));
                if (answer.IsLast)
                    Tell(new ExchangeProtocol.Ended(answer.Exchange));
                break;
            case FrameKind.End when isHeadTold:
                Tell(new ExchangeProtocol.Ended(answer.Exchange));
                break;
            case FrameKind.Failed when FramePayloads.TryReadFailure(answer.Payload) is { } failure:
                OnFailed(failure);
                break;
            default:
                Break($"a {answer.Kind} frame came where none belongs");
                return;
        }

        if (answer.IsLast || answer.Kind is FrameKind.End or FrameKind.Failed)
            EndRun();
    }

    private void OnHead(ReadOnlyMemory<byte> wire, ReadOnlyMemory<byte> block, bool isLast)
    {
        if (isRefused)
            return;
        // No error is found without a head: TryParse gives one of the two.
        if (ResponseHead.TryParse(wire, out var head, out var error))
        {
            Tell(new ExchangeProtocol.Started(Current.Request.Exchange, head!, block, isLast));
            return;
        }

        Refuse(Refusal.InvalidResponseHead, error ?? "its response head is invalid");
        if (!isLast)
            SilenceRun();
    }

    private void OnFailed(FramePayloads.Failure failure)
    {
        var request = Current.Request;
        WsgiLog.RequestRaised(
            runtime.Logger, request.Id, LogText.Escape(request.Head.RequestLine), number, Started.Pid, PrintableText.Escape(failure.Message), PrintableText.Indent(failure.Traceback));
        Tell(new ExchangeProtocol.Failed(request.Exchange, failure.Reason == "invalid-head" ? Refusal.InvalidResponseHead : Refusal.ApplicationRaised));
    }

    /// <summary>The request fails for a reason that the application did not raise.</summary>
    private void Refuse(Refusal reason, string why)
    {
        var request = Current.Request;
        WsgiLog.RequestFailed(runtime.Logger, request.Id, LogText.Escape(request.Head.RequestLine), number, Started.Pid, PrintableText.Escape(why));
        Tell(new ExchangeProtocol.Failed(request.Exchange, reason));
        isRefused = true;
    }

    /// <summary>Nobody wants the rest of the answer: the process is told, and stays taken until it is done.</summary>
    private void SilenceRun()
    {
        isRefused = true;
        // A hint only: a process that does not read it hears of it when it asks for credit.
        _ = Channel.SendControl(frame.AsSpan(0, Frames.WriteGone(frame, Current.Request.Exchange)));
    }

    private void GiveCredit(int bytes)
    {
        credit += bytes;
        if (credit < settings.ResponseWindow / 2 || isRefused)
            return;
        var length = Frames.WriteCredit(frame, Current.Request.Exchange, credit);
        credit = 0;
        if (!Channel.SendControl(frame.AsSpan(0, length)))
            Break("it does not read what it is told");
    }

    private void Tell(object part)
    {
        if (!isRefused)
            Current.Connection.Tell(part);
    }

    private void EndRun()
    {
        var exchange = Current.Request.Exchange;
        run = null;
        if (!isRetired)
            Become(Idle);
        Context.Parent.Tell(new ProcessProtocol.Over(generation, exchange));
    }

    private void BecomeStuck()
    {
        var request = Current.Request;
        WsgiLog.Stuck(runtime.Logger, request.Id, LogText.Escape(request.Head.RequestLine), number, Started.Pid, (long)settings.KillDelay.TotalMilliseconds);
        Started.DumpStacks();
        isRetired = true;
        Timers.StartSingleTimer(nameof(KillDue), new KillDue(), settings.KillDelay);
        Become(Stuck);
    }

    private void Stuck(object received)
    {
        switch (received)
        {
            // Its client has had its answer, from the connection.
            case ControlFrame or ExchangeProtocol.Credit or ExchangeProtocol.Abandon or ProcessProtocol.Leave:
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    private void BeginLeaving()
    {
        isRetired = true;
        Timers.StartSingleTimer(nameof(KillDue), new KillDue(), settings.StopTimeout);
        process?.Channel.CloseRequests();
        Become(Leaving);
    }

    private void Leaving(object received)
    {
        switch (received)
        {
            case Launched launched:
                process = launched.Process;
                Context.Stop(Self);
                break;
            case NotLaunched:
                Context.Stop(Self);
                break;
            case ExchangeProtocol.Abandon { Reason: AbandonReason.TimedOut }:
                process?.Kill();
                break;
            case ControlFrame or ExchangeProtocol.Credit or ExchangeProtocol.Abandon when run is not null:
                Busy(received);
                break;
            case ControlFrame or ExchangeProtocol.Credit or ExchangeProtocol.Abandon or ProcessProtocol.Leave or Overdue:
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    private void InEveryState(object received)
    {
        switch (received)
        {
            case ControlReader.Closed closed:
                if (closed.Violation is not null)
                    brokenBecause ??= $"its control stream is broken: {closed.Violation}";
                BeginEnding();
                break;
            case ControlFrame unexpected:
                Break($"a {unexpected.Kind} frame of exchange {unexpected.Exchange} was not expected");
                break;
            case Exited exited:
                exit = exited.How;
                // Its children may hold the stream open; what it sent itself is still read.
                process?.Kill();
                Timers.StartSingleTimer(nameof(EndDue), new EndDue(), EndGap);
                break;
            case EndDue:
                BeginEnding();
                break;
            case KillDue:
                process?.Kill();
                break;
            case ProcessProtocol.Leave:
                BeginLeaving();
                break;
            default:
                Unhandled(received);
                break;
        }
    }

    /// <summary>The process does not keep to the frames: nothing that it sends can be trusted any more.</summary>
    private void Break(string reason)
    {
        brokenBecause ??= reason;
        BeginEnding();
    }

    private void BeginEnding()
    {
        Timers.CancelAll();
        // The client must not wait for the system to say how the process ended.
        var isUntouched = run is not null && !isHeadTold && brokenBecause is null && Channel.TakeBack();
        Context.Parent.Tell(new ProcessProtocol.Lost(generation, isUntouched));
        process?.Kill();
        if (exit is not null)
        {
            End();
            return;
        }

        Timers.StartSingleTimer(nameof(EndDue), new EndDue(), EndGap);
        Become(Ending);
    }

    private void Ending(object received)
    {
        switch (received)
        {
            case Exited exited:
                exit = exited.How;
                End();
                break;
            case EndDue:
                End();
                break;
            default:
                // Whatever crossed the death; the worker has been told.
                break;
        }
    }

    private void End()
    {
        var how = brokenBecause ?? bootFailure?.Reason ?? exit ?? "it closed its channel";
        var pid = process?.Pid.ToString(CultureInfo.InvariantCulture) ?? "?";
        if (!isRetired)
            throw new ProcessDiedException(generation, $"[{pid}] {PrintableText.Escape(how)}", bootFailure?.Traceback);
        WsgiLog.Ended(runtime.Logger, number, process?.Pid ?? 0, exit ?? how);
        Context.Stop(Self);
    }

    // Both are set before the states that use them are entered; see the invariant above.
    private WorkerProtocol.Run Current => run ?? throw new InvalidOperationException("No request is under way.");

    private PythonProcess Started => process ?? throw new InvalidOperationException("No process was started.");

    private WorkerChannel Channel => Started.Channel;
}
