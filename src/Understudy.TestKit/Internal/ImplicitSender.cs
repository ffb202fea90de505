namespace Akka.TestKit.Internal;

/// <summary>Makes a test actor the sender of what a test method tells, also behind its awaits.</summary>
internal static class ImplicitSender
{
    /// <summary>From now on, on this thread and wherever its asynchronous work goes on; null for no sender.</summary>
    public static void Set(ActorCell? cell)
    {
        ActorCell.Current = cell;
        SynchronizationContext.SetSynchronizationContext(cell is null ? null : new Context(cell));
    }

    /// <summary>Undoes <see cref="Set"/> on this thread, which goes back to a pool and must not carry a dead test's sender along.</summary>
    public static void Clear(ActorSystem system)
    {
        if (ActorCell.Current?.System == system)
            ActorCell.Current = null;
        if (SynchronizationContext.Current is Context context && context.System == system)
            SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Runs what follows an await on the thread pool, with the cell in place.</summary>
    private sealed class Context(ActorCell cell) : SynchronizationContext
    {
        public ActorSystem System => cell.System;

        public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

        public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

        public override SynchronizationContext CreateCopy() => this;

        private void Run(SendOrPostCallback callback, object? state)
        {
            var cellBefore = ActorCell.Current;
            var contextBefore = Current;
            ActorCell.Current = cell;
            SetSynchronizationContext(this);
            try
            {
                callback(state);
            }
            finally
            {
                ActorCell.Current = cellBefore;
                SetSynchronizationContext(contextBefore);
            }
        }
    }
}
