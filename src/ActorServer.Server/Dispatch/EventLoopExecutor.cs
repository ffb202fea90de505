using Akka.Dispatch;

namespace ActorServer.Server.Dispatch;

/// <summary>
/// Runs actors on the thread that hears of sockets: what a client's bytes cause, up to the message for the worker's process, happens in one go on one thread. On the thread pool each event wakes
/// another thread first. Work from other threads goes to the pool (mirrors Akka.Dispatch.ExecutorService; <c>actor-server.wsgi.event-loop</c>).
/// </summary>
/// <remarks>
/// Such a thread must not be blocked: all sockets that it serves would wait. So only where no code of an application runs in the server's process, and with <see cref="EventLoop.Enable"/>;
/// without that no event is told on these threads, and this is the thread pool.
/// </remarks>
internal sealed class EventLoopExecutor(string id) : ExecutorService(id)
{
    /// <summary>Turns for one event; the rest go to the pool, so that actors that keep each other busy cannot keep a thread from its other sockets. A request takes about ten.</summary>
    internal const int MostTurns = 128;

    // The turns that wait on this thread belong to nobody else, so they need no lock.
    [ThreadStatic]
    private static Turns? Here;

    /// <inheritdoc/>
    public override void Execute(IRunnable run)
    {
        Turns turns = Here ??= new Turns(EventLoop.IsHere);
        if (turns.IsOnEventLoop)
        {
            turns.Take(run);
        }
        else
        {
            ToPool(run);
        }
    }

    /// <inheritdoc/>
    public override void Shutdown()
    {
    }

    // The shared queue: a thread's own is last in first out, which starves whoever waits under load.
    private static void ToPool(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(static work => work.Run(), run, preferLocal: false);

    private sealed class Turns(bool isOnEventLoop)
    {
        private readonly Queue<IRunnable> _waiting = new();
        private bool _isTaking;

        public bool IsOnEventLoop { get; } = isOnEventLoop;

        public void Take(IRunnable first)
        {
            _waiting.Enqueue(first);
            if (_isTaking)
            {
                // Its turn comes behind the present one, and not within it.
                return;
            }

            _isTaking = true;
            try
            {
                for (int taken = 0; taken < MostTurns && _waiting.TryDequeue(out IRunnable? next); taken++)
                {
                    next.Run();
                }
            }
            finally
            {
                _isTaking = false;
                while (_waiting.TryDequeue(out IRunnable? rest))
                {
                    ToPool(rest);
                }
            }
        }
    }
}
