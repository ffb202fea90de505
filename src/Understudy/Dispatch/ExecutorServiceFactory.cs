namespace Akka.Dispatch;

/// <summary>Makes executors (Akka.Dispatch.ExecutorServiceFactory).</summary>
public abstract class ExecutorServiceFactory
{
    /// <summary>A new executor for the dispatcher of that id.</summary>
    public abstract ExecutorService Produce(string id);
}
