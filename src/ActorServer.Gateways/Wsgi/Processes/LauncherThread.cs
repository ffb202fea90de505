using System.Collections.Concurrent;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// The one thread on which processes are started, as long-lived as the server: the parent-death signal that a Python process asks for is tied to
/// the thread that forked it, and on a thread of the pool it would come whenever the pool shrinks.
/// </summary>
internal sealed class LauncherThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public LauncherThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "actorserver process launcher" };
        _thread.Start();
    }

    /// <summary>Runs something on the thread, after what was asked before.</summary>
    /// <returns>Its result, or its exception.</returns>
    /// <exception cref="ObjectDisposedException">The thread has ended.</exception>
    public Task<T> RunAsync<T>(Func<T> function)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                completion.SetResult(function());
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });
        return completion.Task;
    }

    /// <summary>Runs something that does not throw on the thread.</summary>
    /// <exception cref="ObjectDisposedException">The thread has ended.</exception>
    public void Post(Action action)
    {
        try
        {
            _work.Add(action);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(LauncherThread));
        }
    }

    /// <summary>Ends the thread after what was asked before. Processes that are still there get their parent-death signal.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
    }
}
