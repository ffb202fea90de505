namespace Akka.Dispatch;

/// <summary>The .NET thread pool: `executor = thread-pool-executor`, the default.</summary>
internal sealed class ThreadPoolExecutor(string id) : ExecutorService(id)
{
    // The shared queue, not the thread's own: that one is last in first out, which starves whoever waits under load.
    public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);

    public override void Shutdown()
    {
    }
}
