using System.Collections.Concurrent;
using System.Globalization;
using ActorServer.Gateways.Wsgi.Native;
using ActorServer.Gateways.Wsgi.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// What all workers of a gateway share: the thread that starts processes, the guardian, the pump of their output, and the counter of generations. One per server,
/// made before the gateway and disposed after the actor system has ended.
/// </summary>
public sealed class WsgiRuntime : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly LauncherThread _thread = new();
    private readonly OutputPump _pump;
    private readonly ProcessLauncher _launcher;
    private readonly Guardian _guardian;
    private readonly WsgiSettings _settings;
    private readonly Templates? _templates;
    private readonly ConcurrentDictionary<PythonProcess, ProcessOutput> _processes = new();
    private long _generation;
    private long _committed;
    private int _isDisposed;

    /// <summary>Starts the threads; the guardian and the processes come with the first worker.</summary>
    /// <param name="settings">What to run and how.</param>
    /// <param name="loggers">Where workers and the output of processes are logged.</param>
    /// <param name="programs">The folder of the server's Python files; null is <c>python</c> beside the program.</param>
    public WsgiRuntime(WsgiSettings settings, ILoggerFactory loggers, string? programs = null)
    {
        Logger = loggers.CreateLogger("ActorServer.Gateways.Wsgi");
        InheritedDescriptors.KeepFromChildren();
        _pump = new OutputPump(settings.Output, loggers.CreateLogger("ActorServer.Gateways.Wsgi.Output"), TimeProvider.System);
        _launcher = new ProcessLauncher(settings, programs ?? Path.Join(AppContext.BaseDirectory, "python"));
        _guardian = new Guardian(_launcher, _thread, _pump, Logger);
        _settings = settings;
        _templates = settings.IsPreloaded ? NewTemplates() : null;
    }

    internal ILogger Logger { get; }

    /// <summary>The secret by which processes mark which request wrote what.</summary>
    internal string OutputMark => _pump.Mark;

    /// <summary>The process id of the guardian, or null while there is none.</summary>
    internal int? GuardianPid => _guardian.Pid;

    /// <summary>A number that no process of this server had before.</summary>
    internal long NextGeneration() => Interlocked.Increment(ref _generation);

    /// <summary>The batch whose code serves; a batch is all that is started from one state of the application's code. The first is 0.</summary>
    internal long Committed => Interlocked.Read(ref _committed);

    /// <summary>Starts a process of a batch; it waits for its setup message.</summary>
    /// <param name="worker">The worker's number.</param>
    /// <param name="batch"><see cref="Committed"/>, or a later one that is being prepared.</param>
    internal async Task<PythonProcess> LaunchAsync(int worker, long batch)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"worker-{worker}");
        var forked = _templates is null ? null : await _templates.ForkAsync(name, batch).ConfigureAwait(false);
        return forked ?? await StartAsync(name).ConfigureAwait(false);
    }

    /// <summary>A prepared batch serves from now on; there is no way back to those before it. Each worker says so: only the first time counts. May be called on any thread.</summary>
    internal void Commit(long batch)
    {
        for (var known = Committed; known < batch; known = Committed)
            Interlocked.CompareExchange(ref _committed, batch, known);
        _templates?.Commit(batch);
    }

    /// <summary>A batch that was being prepared is given up: nothing more is started from it. Each worker says so: only the first time counts. May be called on any thread.</summary>
    internal void Rollback(long batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(batch, Committed);
        _templates?.Rollback(batch);
    }

    /// <summary>Kills the processes that are still there and releases everything.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        // A template has exit handlers, too; one that forks keep is killed with them.
        _ = _templates?.RetireAsync().Wait(LongestEnd);
        var left = _processes.Keys.ToArray();
        foreach (var process in left)
        {
            process.Leave(TimeSpan.Zero);
            // One that was given up earlier, with a grace, would be waited for: its grace is over.
            process.Kill();
        }

        // Killed processes end within milliseconds; one that the kernel holds on to must not hold the server.
        Task.WaitAll([.. left.Select(process => process.Exit)], LongestEnd);
        _thread.Post(_guardian.Dismiss);
        _thread.Dispose();
        _pump.Dispose();
    }

    private Templates? NewTemplates()
    {
        if (ProcessHandle.Obstacle() is { } obstacle)
        {
            WsgiLog.NoTemplates(Logger, obstacle);
            return null;
        }

        return new Templates(StartTemplateAsync, (name, child, channel, output, error) => _thread.RunAsync(() =>
        {
            _guardian.Ensure();
            return Adopt(name, child, channel, output, error);
        }));
    }

    private Task<PythonProcess> StartAsync(string name) => _thread.RunAsync(() =>
    {
        _guardian.Ensure();
        var channel = WorkerChannel.Create();
        try
        {
            var started = _launcher.StartWorker(channel);
            return Adopt(name, new StartedProcess(started.Process), channel, started.Output, started.Error);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    });

    private async Task<TemplateProcess> StartTemplateAsync()
    {
        var template = new TemplateProcess(await StartAsync("template").ConfigureAwait(false), _settings, OutputMark, Logger);
        template.Begin();
        return template;
    }

    // On the launcher's thread: the guardian is used there alone.
    private PythonProcess Adopt(string name, IChildProcess child, WorkerChannel channel, SafePipeHandle output, SafePipeHandle error)
    {
        var process = new PythonProcess(child, channel, OnGone);
        _guardian.Add(process.Pid);
        _processes[process] = _pump.Attach(name, process.Pid, output, error);
        return process;
    }

    private void OnGone(PythonProcess process)
    {
        if (_processes.TryRemove(process, out var output))
            _pump.Release(output);
        try
        {
            _thread.Post(() => _guardian.Remove(process.Pid));
        }
        catch (ObjectDisposedException)
        {
            // The server is at its end, and the guardian with it.
        }
    }
}
