using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// A process that imports the application and forks workers when asked. May be used on any thread.
/// States: importing → forking → gone; from both of the first → retired (no more forks; it leaves when its last fork is released) → gone. A template whose
/// import failed or left threads running is retired by itself.
/// What it has forked stands in TemplateProcess.Launches.cs.
/// </summary>
/// <param name="process">The process, which waits for its setup message.</param>
/// <param name="settings">What to run, and the times.</param>
/// <param name="outputMark">As for <see cref="SetupMessage"/>.</param>
/// <param name="logger">The server's log.</param>
internal sealed partial class TemplateProcess(PythonProcess process, WsgiSettings settings, string outputMark, ILogger logger)
{
    /// <summary>A process that leaves by itself closes its channel first and then clears its memory.</summary>
    private static readonly TimeSpan EndGap = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRetired;
    private bool _isGone;

    /// <summary>Completes after the import: true when it forks, false when threads forbid it. Fails with <see cref="TemplateFailedException"/>.</summary>
    public Task<bool> Ready => _ready.Task;

    /// <summary>True when another template has to take its place.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
                return Ready.IsFaulted || (_isGone && Ready is not { IsCompletedSuccessfully: true, Result: false });
        }
    }

    /// <summary>Lets it import. Called once.</summary>
    public void Begin()
    {
        // One that is dead already is seen by the end of its stream.
        _ = process.Channel.Send(SetupMessage.Encode(settings, worker: 0, outputMark, isTemplate: true));
        _ = ReadAsync();
        _ = LimitImportAsync();
    }

    /// <summary>No more forks: it leaves with the last one that is there.</summary>
    /// <returns>Completes when it has ended, or at once when forks keep it.</returns>
    public Task Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            if (_launches.Count > 0)
                return Task.CompletedTask;
        }

        // An import has nothing to finish, and it does not look at its channel.
        process.Leave(Ready.IsCompletedSuccessfully ? settings.StopTimeout : TimeSpan.Zero);
        return process.Exit;
    }

    private async Task LimitImportAsync()
    {
        try
        {
            await Ready.WaitAsync(settings.BootTimeout).ConfigureAwait(false);
        }
        catch (TemplateFailedException)
        {
            // Whoever waits for it is told.
        }
        catch (TimeoutException)
        {
            var limit = settings.BootTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            if (!Fail($"it was not ready within {limit} s (actor-server.wsgi.boot-timeout)"))
                return;
            process.DumpStacks();
            await Task.Delay(settings.KillDelay).ConfigureAwait(false);
            process.Leave(TimeSpan.Zero);
        }
    }

    private bool Fail(string reason, string? traceback = null)
    {
        lock (_gate)
            _isRetired = true;
        return _ready.TrySetException(new TemplateFailedException(PrintableText.Escape(reason), traceback));
    }

    private async Task ReadAsync()
    {
        await new TemplateReader(process.Channel.Control, OnFrame).RunAsync().ConfigureAwait(false);
        OnGone();
        process.Leave(EndGap);
        var how = await process.Exit.ConfigureAwait(false);
        if (Ready.IsCompletedSuccessfully && !_isRetired)
            WsgiLog.TemplateDied(logger, process.Pid, how);
        else if (Ready.IsCompleted)
            WsgiLog.TemplateEnded(logger, process.Pid, how);
        else
            Fail($"its template died: {how}");
    }

    private bool OnFrame(TemplateFrameKind kind, long number, byte[] payload)
    {
        switch (kind)
        {
            case TemplateFrameKind.Ready when TemplateFrames.TryReadThreads(payload) is { } threads:
                OnReady(threads);
                return true;
            case TemplateFrameKind.BootFailed when FramePayloads.TryReadBootFailure(payload) is { } failure:
                Fail(failure.Reason, failure.Traceback);
                // It leaves by itself, so that its last output is not lost; not for ever.
                process.Leave(EndGap);
                return true;
            case TemplateFrameKind.Forked when Find(number) is { } launch && TemplateFrames.TryReadNumber(payload) is { } pid:
                OnForked(number, launch, pid);
                return true;
            case TemplateFrameKind.NotForked when Find(number) is { } launch:
                launch.Forked.TrySetException(new TemplateFailedException($"it could not be forked: {TemplateFrames.ReadText(payload)}"));
                Update(number, ended => ended.IsEnded = ended.IsReleased = true);
                return true;
            case TemplateFrameKind.Exited when Find(number) is { } launch && TemplateFrames.TryReadNumber(payload) is { } status:
                launch.Process?.OnEnded(status);
                Update(number, ended => ended.IsEnded = true);
                return true;
            default:
                return false;
        }
    }

    private void OnReady(string threads)
    {
        if (threads.Length == 0)
        {
            WsgiLog.TemplateReady(logger, process.Pid);
            _ready.TrySetResult(true);
            return;
        }

        WsgiLog.TemplateHasThreads(logger, threads);
        _ready.TrySetResult(false);
        Retire();
    }
}
