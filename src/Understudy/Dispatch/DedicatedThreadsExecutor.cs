using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>A fixed number of threads of its own on one queue: `executor = fork-join-executor` and pinned dispatchers.</summary>
internal sealed class DedicatedThreadsExecutor : ExecutorService
{
    private readonly BlockingCollection<IRunnable> _work = [];

    public DedicatedThreadsExecutor(string id, int threads, bool isBackground)
        : base(id)
    {
        for (var i = 1; i <= threads; i++)
            new Thread(Work) { IsBackground = isBackground, Name = $"{id}_{i}" }.Start();
    }

    public override void Execute(IRunnable run)
    {
        try
        {
            _work.Add(run);
        }
        catch (InvalidOperationException e)
        {
            throw new RejectedExecutionException($"The executor of dispatcher [{Id}] has been shut down.", e);
        }
    }

    public override void Shutdown() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var run in _work.GetConsumingEnumerable())
            run.Run();
    }
}
