using System.Collections.Concurrent;
using Akka.Dispatch;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// Runs the application's calls, and what they go on with after an await, on the threads of a dispatcher. Code that blocks until its own asynchronous part is
/// done needs a second thread for that part. When all threads of the dispatcher block so, which on the thread pool only slows an application down, nothing would ever go on:
/// then one more thread at a time helps, until nothing waits any more. It takes no new calls, so that what a dispatcher bounds stays bounded.
/// </summary>
/// <param name="dispatcher">The dispatcher.</param>
internal sealed class DispatcherTaskScheduler(MessageDispatcher dispatcher) : TaskScheduler
{
    // As the thread pool does when it finds its threads blocked.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Task> _continuations = new();
    private long _begun;
    private int _isWatched;

    /// <summary>Has the application called for a request.</summary>
    public void Call(ApplicationExchange exchange) =>
        Task.Factory.StartNew(static state => ((ApplicationExchange)state!).Execute(), exchange, CancellationToken.None, TaskCreationOptions.None, this); // Not null: the line above.

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
        {
            // One that the application starts for good would take a thread from its requests.
            Start(() => TryExecuteTask(task));
        }
        else if (task.AsyncState is ApplicationExchange)
        {
            Schedule(() => Run(task));
        }
        else
        {
            _continuations.Enqueue(task);
            Schedule(RunNext);
            Watch();
        }
    }

    // Where this scheduler runs a task already: whoever waits there for another one runs it, and needs no thread that may never be free. Elsewhere a blocking
    // application would run on whoever completes what it waits for.
    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Current == this && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    private static void Start(ThreadStart work) => new Thread(work) { IsBackground = true, Name = "aspnetcore-helper" }.Start();

    private void Schedule(Action work)
    {
        try
        {
            dispatcher.Schedule(work);
        }
        catch (Exception)
        {
            // The dispatcher has ended with its actor system. Code that outlives it must not bring down the thread that tells it to go on.
            ThreadPool.UnsafeQueueUserWorkItem(static state => state(), work, preferLocal: false);
        }
    }

    private void Run(Task task)
    {
        Interlocked.Increment(ref _begun);
        TryExecuteTask(task);
    }

    private void RunNext()
    {
        if (_continuations.TryDequeue(out Task? task))
            Run(task);
    }

    private void Watch()
    {
        if (Volatile.Read(ref _isWatched) == 0 && Interlocked.Exchange(ref _isWatched, 1) == 0)
            _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        while (!_continuations.IsEmpty)
        {
            long begun = Interlocked.Read(ref _begun);
            await Task.Delay(Patience).ConfigureAwait(false);
            if (begun == Interlocked.Read(ref _begun) && !_continuations.IsEmpty)
                Start(Help);
        }

        Interlocked.Exchange(ref _isWatched, 0);
        if (!_continuations.IsEmpty)
            Watch();
    }

    private void Help()
    {
        while (_continuations.TryDequeue(out Task? task))
            Run(task);
    }
}
