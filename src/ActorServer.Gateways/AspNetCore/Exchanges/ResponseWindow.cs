using System.IO.Pipelines;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>How many bytes of a response are on their way to the client, and those who wait until it has taken some.</summary>
/// <param name="exchange">Knows when nobody takes anything any more; its gate guards who waits.</param>
internal sealed class ResponseWindow(ApplicationExchange exchange)
{
    private int _size;
    private long _underWay;
    private long _responses;
    private volatile bool _isCancelled;
    private TaskCompletionSource? _room;

    /// <summary>Names the response under way among those of the connection; read with the gate.</summary>
    public long Response => _responses;

    /// <summary>Forgets the response before. Whoever calls it has the gate.</summary>
    /// <param name="size">How many bytes may be on their way to the client.</param>
    public void Begin(int size)
    {
        _responses++;
        _size = size;
        _isCancelled = false;
        Interlocked.Exchange(ref _underWay, 0);
        Volatile.Write(ref _room, null);
    }

    /// <summary>So many bytes leave for the client.</summary>
    public void Add(int bytes) => Interlocked.Add(ref _underWay, bytes);

    /// <summary>The slot's turn: the client has taken so many bytes.</summary>
    public void Credit(int bytes)
    {
        if (Interlocked.Add(ref _underWay, -bytes) <= _size)
            Release();
    }

    /// <summary>Lets those go on who wait.</summary>
    public void Release() => Volatile.Read(ref _room)?.TrySetResult();

    /// <summary>Lets those go on who wait, or the next one, and tells them that their flush is cancelled.</summary>
    public void Cancel()
    {
        _isCancelled = true;
        Release();
    }

    /// <summary>Completes when there is room for more, or nobody who would take it.</summary>
    public ValueTask<FlushResult> RoomAsync(CancellationToken cancellationToken) =>
        exchange.IsOver ? new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: true))
        : Interlocked.Read(ref _underWay) > _size || _isCancelled ? WaitForRoomAsync(cancellationToken)
        : default;

    private async ValueTask<FlushResult> WaitForRoomAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource room;
        long response;
        lock (exchange.Gate)
        {
            // Several may wait; all go on with the same credit.
            room = _room is { Task.IsCompleted: false } shared ? shared : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _room, room);
            response = _responses;
        }

        // Either the credit that came meanwhile is seen here, or whoever gives it sees the one who waits.
        Interlocked.MemoryBarrier();
        if (Interlocked.Read(ref _underWay) <= _size || exchange.IsOver || _isCancelled)
            room.TrySetResult();
        try
        {
            await room.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Abort(response);
            throw;
        }

        bool isCancelled = _isCancelled;
        _isCancelled = false;
        return new FlushResult(isCancelled, exchange.IsOver);
    }

    // The client is in the middle of something. As on Kestrel, who gives up a write gives up the connection: no end may look like that of the whole.
    private void Abort(long response)
    {
        lock (exchange.Gate)
        {
            if (response == _responses)
                exchange.Abort();
        }
    }
}
