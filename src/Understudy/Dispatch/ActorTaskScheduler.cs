namespace Akka.Dispatch;

/// <summary>
/// Runs an actor's tasks in the actor (Akka.Dispatch.ActorTaskScheduler): the first part of a task on the spot, what comes after an await
/// as a message of the runtime. Until the task ends the mailbox is suspended, so no other message is handled in between.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <summary>The message whose handler's task runs, or null.</summary>
    public object CurrentMessage { get; private set; } = null!; // null says that none is handled

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>The handler's task that the mailbox waits for, or null.</summary>
    internal Task? Handler { get; private set; }

    /// <summary>Runs the action as a task of the actor that runs on this thread.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs the function as a task of the actor that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">No actor runs on this thread.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.TaskScheduler.Start(asyncAction);
    }

    /// <summary>Runs what a message of the runtime has brought.</summary>
    internal void Execute(Task task)
    {
        _cell.ResumeHandling(CurrentMessage);
        Run(task);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (IsActorsThread && (task.CreationOptions & TaskCreationOptions.LongRunning) == 0)
            Run(task);
        else
            _cell.SendSystemMessage(new ActorTask(task));
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && IsActorsThread && Run(task);

    /// <summary>Called before each part of a task.</summary>
    protected virtual void OnBeforeTaskStarted()
    {
    }

    /// <summary>Called after each part of a task.</summary>
    protected virtual void OnAfterTaskCompleted()
    {
    }

    private bool IsActorsThread => ReferenceEquals(ActorCell.Current, _cell);

    private bool Run(Task task)
    {
        OnBeforeTaskStarted();
        var ran = TryExecuteTask(task);
        OnAfterTaskCompleted();
        return ran;
    }

    private void Start(Func<Task> asyncAction)
    {
        var message = _cell.CurrentMessage;
        // Started as a task so that awaits in it come back to this scheduler. It runs to its first await right here.
        var started = Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, this);
        if (started.IsFaulted || started.Result.IsCompleted)
        {
            (started.IsFaulted ? started : started.Result).GetAwaiter().GetResult();
            return; // nothing was awaited: there is nothing to suspend for, and a failure is the handler's own
        }

        CurrentMessage = message;
        Handler = started.Result;
        _cell.Dispatcher.Suspend(_cell);
        started.Result.ContinueWith(
            (task, _) => Finish(task), null, CancellationToken.None, TaskContinuationOptions.None, this);
    }

    private void Finish(Task task)
    {
        var message = CurrentMessage;
        CurrentMessage = null!; // null says that none is handled
        Handler = null;
        if (task.Exception is { } failure)
            _cell.SendSystemMessage(new ActorTaskFailed(failure.InnerException ?? failure, message));
        else if (task.IsCanceled)
            _cell.SendSystemMessage(new ActorTaskFailed(new TaskCanceledException(task), message));
        else
            _cell.FinishTask();
    }
}
