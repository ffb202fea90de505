using System.IO.Pipelines;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// The response's body as a pipe. What is written gathers until it is flushed; a flush sends it to the connection and, when more than the window is on its way,
/// waits until the client has taken some.
/// </summary>
/// <param name="exchange">Sends.</param>
internal sealed class ResponseBodyWriter(ApplicationExchange exchange) : PipeWriter
{
    private const int SmallestBuffer = 1024;

    // What is written in one piece leaves in blocks of this size; it is below what goes to the heap of large objects.
    private const int LargestBlock = 32 * 1024;

    private int _window;
    private byte[] _buffer = [];
    private int _used;
    private long _underWay;
    private bool _isCancelled;
    private TaskCompletionSource? _room;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _used;

    /// <summary>Forgets the response before.</summary>
    /// <param name="window">How many bytes may be on their way to the client.</param>
    public void Begin(int window)
    {
        _window = window;
        _used = 0;
        _isCancelled = false;
        Interlocked.Exchange(ref _underWay, 0);
        Volatile.Write(ref _room, null);
    }

    /// <summary>The slot's turn: the client has taken so many bytes.</summary>
    public void Credit(int bytes)
    {
        if (Interlocked.Add(ref _underWay, -bytes) <= _window)
            Release();
    }

    /// <summary>Lets a flush that waits go on.</summary>
    public void Release() => Volatile.Read(ref _room)?.TrySetResult();

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_used);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_used);
    }

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _buffer.Length - _used);
        exchange.CountBody(bytes);
        _used += bytes;
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        Task starting = exchange.StartAsync(cancellationToken);
        if (!starting.IsCompletedSuccessfully)
            return StartAndFlushAsync(starting, cancellationToken);
        Send(Take());
        return RoomAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (source.Length > LargestBlock)
            return WriteInBlocksAsync(source, cancellationToken);
        source.Span.CopyTo(GetSpan(source.Length));
        Advance(source.Length);
        return FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
        _isCancelled = true;
        Release();
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        ValueTask completing = CompleteAsync(exception);
        if (!completing.IsCompletedSuccessfully)
            completing.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        if (exception is null)
            return new ValueTask(exchange.CompleteAsync());
        exchange.Fail(exception);
        return ValueTask.CompletedTask;
    }

    /// <summary>What is written and not yet sent, as a block of its own that nobody changes.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        if (_used == 0)
            return default;
        int used = _used;
        _used = 0;
        byte[] buffer = _buffer;

        // A small block is copied to its size and the buffer serves again; a large one leaves with its buffer.
        if (used <= SmallestBuffer)
            return buffer.AsSpan(0, used).ToArray();
        _buffer = [];
        return buffer.AsMemory(0, used);
    }

    private void Send(ReadOnlyMemory<byte> block)
    {
        Interlocked.Add(ref _underWay, block.Length);
        exchange.Send(block);
    }

    private void Reserve(int sizeHint)
    {
        exchange.RequireOpen();
        int needed = _used + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, Math.Max(SmallestBuffer, _buffer.Length * 2)));
    }

    private async ValueTask<FlushResult> StartAndFlushAsync(Task starting, CancellationToken cancellationToken)
    {
        await starting;
        Send(Take());
        return await RoomAsync(cancellationToken);
    }

    private async ValueTask<FlushResult> WriteInBlocksAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        FlushResult result = default;
        while (!source.IsEmpty && result is { IsCanceled: false, IsCompleted: false })
        {
            int size = Math.Min(source.Length, LargestBlock);
            source.Span[..size].CopyTo(GetSpan(size));
            Advance(size);
            source = source[size..];
            result = await FlushAsync(cancellationToken);
        }

        return result;
    }

    private ValueTask<FlushResult> RoomAsync(CancellationToken cancellationToken) =>
        exchange.IsAborted ? new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: true))
        : Interlocked.Read(ref _underWay) > _window || _isCancelled ? WaitForRoomAsync(cancellationToken)
        : default;

    private async ValueTask<FlushResult> WaitForRoomAsync(CancellationToken cancellationToken)
    {
        var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _room, room);

        // Either the credit that came meanwhile is seen here, or whoever gives it sees the one who waits.
        Interlocked.MemoryBarrier();
        if (Interlocked.Read(ref _underWay) <= _window || exchange.IsAborted || _isCancelled)
            room.TrySetResult();
        await room.Task.WaitAsync(cancellationToken);
        bool isCancelled = _isCancelled;
        _isCancelled = false;
        return new FlushResult(isCancelled, exchange.IsAborted);
    }
}
