using System.ComponentModel;
using System.Globalization;
using ActorServer.Gateways.Wsgi.Native;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// A process that imports the application and forks workers when asked. May be used on any thread.
/// States: importing → forking → gone; from both of the first → retired (no more forks; it leaves when its last fork is released) → gone. A template whose
/// import failed or left threads running is retired by itself.
/// Invariant: <c>launches</c> holds what was asked for and is not both ended and released; the number of a process in it is given to no other while the template lives.
/// </summary>
/// <param name="process">The process, which waits for its setup message.</param>
/// <param name="settings">What to run, and the times.</param>
/// <param name="outputMark">As for <see cref="SetupMessage"/>.</param>
/// <param name="logger">The server's log.</param>
internal sealed class TemplateProcess(PythonProcess process, WsgiSettings settings, string outputMark, ILogger logger)
{
    /// <summary>A process that leaves by itself closes its channel first and then clears its memory.</summary>
    private static readonly TimeSpan EndGap = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Launch> _launches = [];
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastLaunch;
    private bool _isRetired;
    private bool _isGone;

    private sealed class Launch
    {
        public TaskCompletionSource<ForkedProcess> Forked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ForkedProcess? Process { get; set; }

        public bool IsEnded { get; set; }

        public bool IsReleased { get; set; }
    }

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

    /// <summary>Forks a process that has the channel's ends and the two outputs; it waits for its setup message.</summary>
    /// <exception cref="TemplateGoneException">The template does not fork any more.</exception>
    /// <exception cref="TemplateFailedException">The system refused the fork.</exception>
    /// <exception cref="Win32Exception">The request could not be sent.</exception>
    public async Task<ForkedProcess> ForkAsync(WorkerChannel channel, Descriptor output, Descriptor error)
    {
        var launch = new Launch();
        lock (_gate)
        {
            if (_isGone || _isRetired)
                throw new TemplateGoneException();
            process.Channel.SendEnds(TemplateFrames.Message(TemplateFrames.ForkMessage, ++_lastLaunch), channel, output, error);
            _launches[_lastLaunch] = launch;
        }

        try
        {
            return await launch.Forked.Task.WaitAsync(settings.BootTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Something that the import registered for forks blocks it. What it still forks finds its channel closed.
            process.Kill();
            throw new TemplateGoneException();
        }
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

    private void OnGone()
    {
        Launch[] left;
        lock (_gate)
        {
            _isGone = true;
            left = [.. _launches.Values];
        }

        foreach (var launch in left)
        {
            _ = launch.Process?.WatchAsync();
            launch.Forked.TrySetException(new TemplateGoneException());
        }
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

    private void OnForked(long number, Launch launch, int pid)
    {
        try
        {
            launch.Process = new ForkedProcess(pid, () => Update(number, released => released.IsReleased = true));
        }
        catch (Win32Exception error)
        {
            // Not a descriptor left: what cannot be watched must not run.
            ProcessSignals.KillGroup(pid);
            launch.Forked.TrySetException(error);
            Update(number, released => released.IsReleased = true);
            return;
        }

        if (launch.Forked.TrySetResult(launch.Process))
            return;
        launch.Process.Kill();
        launch.Process.Dispose();
    }

    private Launch? Find(long number)
    {
        lock (_gate)
            return _launches.GetValueOrDefault(number);
    }

    private void Update(long number, Action<Launch> change)
    {
        lock (_gate)
        {
            if (!_launches.TryGetValue(number, out var launch))
                return;
            change(launch);
            if (!launch.IsEnded || !launch.IsReleased)
                return;
            _launches.Remove(number);
            _ = process.Channel.Send(TemplateFrames.Message(TemplateFrames.ReapMessage, number));
            if (!_isRetired || _launches.Count > 0)
                return;
        }

        process.Leave(settings.StopTimeout);
    }
}
