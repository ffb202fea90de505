using Akka.Dispatch;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>Runs tasks, and what they go on with after an await, on the threads of a dispatcher.</summary>
/// <param name="dispatcher">The dispatcher.</param>
internal sealed class DispatcherTaskScheduler(MessageDispatcher dispatcher) : TaskScheduler
{
    /// <inheritdoc/>
    protected override void QueueTask(Task task) => dispatcher.Schedule(() => TryExecuteTask(task));

    // Inline execution would run a blocking application on whoever completes what it waits for.
    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
