namespace Akka.Dispatch;

/// <summary>Tasks on the default task scheduler: `executor = task-executor`.</summary>
internal sealed class TaskExecutor(string id) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => Task.Factory.StartNew(
        static work => ((IRunnable)work!).Run(), // never null: it is the runnable passed below
        run,
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);

    public override void Shutdown()
    {
    }
}
