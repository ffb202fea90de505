using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>
/// Ends a system in phases (Akka.Actor.CoordinatedShutdown). The tasks of a phase run together; a phase begins when those that it depends on
/// have ended or timed out. Phases are configured in `akka.coordinated-shutdown.phases`.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    private readonly Dictionary<string, ShutdownPhase> _phases;
    private readonly IReadOnlyList<string> _order;
    private readonly ConcurrentDictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Done> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILoggingAdapter _log;
    private Reason? _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, Dictionary<string, ShutdownPhase> phases)
    {
        System = system;
        _phases = phases;
        _order = ShutdownPhase.Sort(phases);
        _log = Logging.GetLogger(system, GetType());
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why it was run, or null.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason)!; // null says that it was not

    /// <summary>How long all phases with tasks may take together.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (total, phase) => total + Timeout(phase));

    /// <summary>The system's.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>How long the phase may take.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => Known(phase).Timeout;

    /// <summary>Adds a task to a phase.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        Known(phase);
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        var tasks = _tasks.GetOrAdd(phase, _ => []);
        lock (tasks)
            tasks.Add((taskName, task));
    }

    /// <summary>Runs all phases, or those from the given one on; once, whoever calls it and how often.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = RunPhasesAsync(fromPhase);
        return _ended.Task;
    }

    private ShutdownPhase Known(string phase) => _phases.TryGetValue(phase, out var known)
        ? known
        : throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", _phases.Keys)}]. All phases must be defined in configuration.");

    private async Task RunPhasesAsync(string? fromPhase)
    {
        // Off the caller's thread: it may be an actor's.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            foreach (var phase in fromPhase is null ? _order : _order.SkipWhile(p => p != fromPhase))
                await RunPhaseAsync(phase, Known(phase)).ConfigureAwait(false);
            _ended.TrySetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _ended.TrySetException(e);
        }
    }

    private async Task RunPhaseAsync(string name, ShutdownPhase phase)
    {
        if (!phase.IsEnabled || !_tasks.TryGetValue(name, out var added))
            return;
        (string Name, Func<Task<Done>> Run)[] tasks;
        lock (added)
            tasks = [.. added];
        _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, tasks.Length, string.Join(", ", tasks.Select(t => t.Name)));
        var all = Task.WhenAll(tasks.Select(t => RunTaskAsync(t.Name, t.Run, name, phase.Recover)));
        try
        {
            await all.WaitAsync(phase.Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (phase.Recover && !all.IsCompleted)
        {
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
        catch (TimeoutException) when (!all.IsCompleted)
        {
            throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
        }
    }

    private async Task RunTaskAsync(string task, Func<Task<Done>> run, string phase, bool recover)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception e) when (recover)
        {
            _log.Warning(e, "Task [{0}] failed in phase [{1}]: {2}", task, phase, e.Message);
        }
    }
}
