namespace Akka.Dispatch;

/// <summary>Threads that run work (Akka.Dispatch.ExecutorService).</summary>
public abstract class ExecutorService
{
    /// <summary>Named for its dispatcher.</summary>
    protected ExecutorService(string id) => Id = id;

    /// <summary>The dispatcher's id.</summary>
    public string Id { get; }

    /// <summary>Runs the work on a thread, soon.</summary>
    /// <exception cref="RejectedExecutionException">It has been shut down.</exception>
    public abstract void Execute(IRunnable run);

    /// <summary>Lets the threads go.</summary>
    public abstract void Shutdown();
}
