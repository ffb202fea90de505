using Akka.Dispatch;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>Runs tasks, and what they go on with after an await, on the threads of a dispatcher.</summary>
/// <param name="dispatcher">The dispatcher.</param>
internal sealed class DispatcherTaskScheduler(MessageDispatcher dispatcher) : TaskScheduler
{
    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
        {
            // One that the application starts for good would take a thread from its requests.
            new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();
            return;
        }

        try
        {
            dispatcher.Schedule(() => TryExecuteTask(task));
        }
        catch (Exception)
        {
            // The dispatcher has ended with its actor system. Code that outlives it must not bring down the thread that tells it to go on.
            ThreadPool.UnsafeQueueUserWorkItem(state => TryExecuteTask(state), task, preferLocal: false);
        }
    }

    // Where this scheduler runs a task already: whoever waits there for another one runs it, and needs no thread that may never be free. Elsewhere a blocking
    // application would run on whoever completes what it waits for.
    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Current == this && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
