using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using Akka.Actor;
using ActorServer.Gateways.Wsgi.Processes;
using ActorServer.Gateways.Wsgi.Shared;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// Owns one Python process and its channel: <c>/user/gateway/worker-N/process-M</c>. Its parent, the worker, alone sends to it, and hears <see cref="ProcessProtocol"/>;
/// response parts go straight to the connection of the request. A process that dies makes it throw; told to leave, or stuck, it stops.
/// </summary>
/// <remarks>
/// States: booting → idle ⇄ busy; from each of them → ending (the channel is closed, how the process ended is awaited), from busy or leaving → stuck (it is killed as soon as
/// no request loses by it; WsgiProcessActor.Stuck.cs), from each of the first three → leaving (it was told to; with ending in WsgiProcessActor.Ending.cs).
/// Invariant: it is busy while, and only while, <c>running</c> holds requests whose answers are not over, the oldest first. Each thread of the process receives one when it has
/// none, in this order, and what none has received can be taken back.
/// </remarks>
/// <param name="number">The worker's number, from 1.</param>
/// <param name="generation">A number that no process had before.</param>
/// <param name="batch">The state of the application's code that it is started from.</param>
/// <param name="settings">What to run.</param>
/// <param name="runtime">Starts the process.</param>
internal sealed partial class WsgiProcessActor(int number, long generation, long batch, WsgiSettings settings, WsgiRuntime runtime) : UntypedActor, IWithTimers
{
    /// <summary>A frame is at most a window of body with its head, or a traceback; Python keeps both below 1 MiB.</summary>
    private const int LargestHead = 1 << 20;

    private readonly ArrayBufferWriter<byte> _message = new(4096);
    private Task<PythonProcess>? _launch;
    private PythonProcess? _process;
    private SharedRegion? _shared;
    private readonly List<RunningRequest> _running = [];

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // Set by the actor system before PreStart.

    /// <summary>The actor of one process.</summary>
    public static Props Props(int number, long generation, long batch, WsgiSettings settings, WsgiRuntime runtime) =>
        Akka.Actor.Props.Create(() => new WsgiProcessActor(number, generation, batch, settings, runtime));

    private sealed record Launched(PythonProcess Process);
    private sealed record NotLaunched(string Reason, string? Traceback);
    private sealed record Overdue;

    protected override void PreStart()
    {
        Timers.StartSingleTimer(nameof(Overdue), new Overdue(), settings.BootTimeout);
        _launch = runtime.LaunchAsync(number, batch);
        _launch.PipeTo(Self, success: started => new Launched(started), failure: Explain);
    }

    private static NotLaunched Explain(Exception error) => error is TemplateFailedException template
        ? new NotLaunched(template.Message, template.Traceback)
        : new NotLaunched($"it could not be started: {error.Message}", null);

    protected override void PostStop()
    {
        _shared?.Dispose();
        // Also a process that is only being started must not outlive its actor.
        _launch?.ContinueWith(started => started.Result.Leave(settings.StopTimeout), TaskContinuationOptions.OnlyOnRanToCompletion);
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
                throw new ProcessDiedException(generation, failed.Reason, traceback: failed.Traceback);
            // One whose time is over will be killed: it must not get a request before.
            case ControlFrame { Kind: FrameKind.Ready, Exchange: 0 } ready when _cause is null && FramePayloads.TryReadReady(ready.Payload) is { } facts:
                Timers.Cancel(nameof(Overdue));
                Become(Idle);
                Context.Parent.Tell(new ProcessProtocol.Ready(generation, facts.Pid, PrintableText.Escape(facts.Python), PrintableText.Escape(facts.Executable)));
                break;
            case ControlFrame { Kind: FrameKind.BootFailed, Exchange: 0 } failed when FramePayloads.TryReadBootFailure(failed.Payload) is { } failure:
                // It leaves by itself, so that its last output is not lost; not for ever.
                _cause ??= failure;
                Timers.StartSingleTimer(nameof(EndDue), new EndDue(), EndGap);
                break;
            case Overdue:
                var limit = settings.BootTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                _cause ??= new FramePayloads.BootFailure($"it was not ready within {limit} s (actor-server.wsgi.boot-timeout)", null);
                if (_process is null)
                    throw new ProcessDiedException(generation, _cause.Reason);
                _process.DumpStacks();
                Timers.StartSingleTimer(nameof(KillDue), new KillDue(), settings.KillDelay);
                break;
            case ProcessProtocol.Leave:
                // An import has nothing to finish, and it does not look at its channel.
                BeginLeaving();
                _process?.Kill();
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    private void Setup(PythonProcess started)
    {
        _process = started;
        started.Exit.PipeTo(Self, success: how => new Exited(how));
        _ = new ControlReader(started.Channel.Control, Self, settings.ResponseWindow + LargestHead).RunAsync();
        _shared = Share(started.Pid);
        started.Channel.SendSetup(SetupMessage.Encode(settings, number, runtime.OutputMark), _shared);
        // The process has its own descriptor now; the memory needs none of the server's.
        _shared?.Descriptor.Dispose();
    }

    private SharedRegion? Share(int pid)
    {
        if (settings.SharedMemory == 0 || !OperatingSystem.IsLinux())
            return null;
        try
        {
            return SharedRegion.Create(settings.SharedMemory);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            // Slower, and no reason to serve nothing.
            WsgiLog.NotShared(runtime.Logger, number, pid, error.Message);
            return null;
        }
    }

    private void Idle(object received)
    {
        switch (received)
        {
            case WorkerProtocol.Run next:
                Start(next);
                break;
            case ExchangeProtocol.Credit or ExchangeProtocol.Abandon or ExchangeProtocol.InputEnded or ProcessProtocol.TakeBack:
                // They crossed the end of the answer.
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    // Step 7: one message on the channel.
    private void Start(WorkerProtocol.Run next)
    {
        var request = new RunningRequest(next, Channel, _shared, settings.ResponseWindow, number, Started.Pid, runtime.Logger);
        switch (request.Send(_message, isAlone: _running.Count == 0))
        {
            case SendState.Sent:
                _running.Add(request);
                if (_running.Count == 1)
                    Become(Busy);
                break;
            case SendState.Refused:
                Context.Parent.Tell(new ProcessProtocol.Over(generation, request.Exchange));
                break;
            case SendState.NoRoom:
                Context.Parent.Tell(new ProcessProtocol.TakenBack(generation, [request.Exchange]));
                break;
            case var unknown:
                throw new InvalidOperationException($"Unknown outcome: {unknown}.");
        }
    }

    private void Busy(object received)
    {
        switch (received)
        {
            case ControlFrame answer when FindAnswering(answer.Exchange) is { } request:
                OnAnswer(request, answer);
                break;
            case ExchangeProtocol.Credit taken:
                if (Find(taken.Exchange)?.GiveCredit(taken.Bytes) == false)
                    Break("it does not read what it is told");
                break;
            case WorkerProtocol.Run next when !_isRetired:
                Start(next);
                break;
            case ProcessProtocol.TakeBack:
                GiveBack();
                break;
            case ExchangeProtocol.Abandon abandon:
                OnAbandon(abandon);
                break;
            case ExchangeProtocol.InputEnded ended:
                Find(ended.Exchange)?.EndInput();
                break;
            default:
                InEveryState(received);
                break;
        }
    }

    // Step 8: frames come back.
    private void OnAnswer(RunningRequest request, ControlFrame answer)
    {
        switch (request.Take(answer))
        {
            case AnswerState.More:
                break;
            case AnswerState.Over:
                _running.Remove(request);
                BecomeIdleIfDone();
                Context.Parent.Tell(new ProcessProtocol.Over(generation, request.Exchange));
                break;
            case AnswerState.Broken:
                Break($"a {answer.Kind} frame came where none belongs");
                break;
            case var unknown:
                throw new InvalidOperationException($"Unknown outcome: {unknown}.");
        }
    }

    // Everything that the process has not received, the oldest first; it will never run it.
    private List<long> TakeBack()
    {
        var back = new List<long>();
        while (Channel.TakeBack(out var exchange))
        {
            back.Add(exchange);
            _running.RemoveAll(request => request.Exchange == exchange);
        }

        BecomeIdleIfDone();
        return back;
    }

    private void GiveBack()
    {
        if (TakeBack() is { Count: > 0 } back)
            Context.Parent.Tell(new ProcessProtocol.TakenBack(generation, back));
    }

    private void BecomeIdleIfDone()
    {
        if (_running.Count == 0 && !_isRetired)
            Become(Idle);
    }

    private RunningRequest? Find(long exchange)
    {
        foreach (var request in _running)
        {
            if (request.Exchange == exchange)
                return request;
        }

        return null;
    }

    // With one thread nothing but the oldest can be in the process.
    private RunningRequest? FindAnswering(long exchange) =>
        Find(exchange) is { } request && (settings.Threads > 1 || request == _running[0]) ? request : null;

    // Set before the states that use it are entered.
    private PythonProcess Started => _process ?? throw new InvalidOperationException("No process was started.");

    private WorkerChannel Channel => Started.Channel;
}
