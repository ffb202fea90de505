using System.IO.Pipelines;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// The response's body as a pipe. What is written gathers until it is flushed; a flush sends it to the connection and, when more than the window is on its way,
/// waits until the client has taken some. Applications write from several threads although they should not, a heartbeat beside their events, or do not
/// await what they write: each piece that is given to <see cref="WriteAsync"/> leaves whole, in order, and before the end of the response.
/// </summary>
/// <param name="exchange">Sends; its gate guards what leaves.</param>
internal sealed class ResponseBodyWriter(ApplicationExchange exchange) : PipeWriter
{
    private const int SmallestBuffer = 1024;

    // What is written in one piece leaves in blocks of this size; it is below what goes to the heap of large objects.
    private const int LargestBlock = 32 * 1024;

    // What an idle connection may keep for its next response.
    private const int LargestKeptBuffer = 4 * 1024;

    private readonly ResponseWindow _window = new(exchange);
    private byte[] _buffer = [];
    private int _used;
    private volatile Task _writing = Task.CompletedTask;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _used;

    /// <summary>Completes when all pieces that were given to be written have left.</summary>
    public Task Writing => _writing;

    /// <summary>Forgets the response before.</summary>
    /// <param name="window">How many bytes may be on their way to the client.</param>
    public void Begin(int window)
    {
        lock (exchange.Gate)
        {
            _window.Begin(window);
            _used = 0;
            _writing = Task.CompletedTask;

            // A connection that waits for its next request should not hold what a large block took.
            if (_buffer.Length > LargestKeptBuffer)
                _buffer = [];
        }
    }

    /// <summary>The slot's turn: the client has taken so many bytes.</summary>
    public void Credit(int bytes) => _window.Credit(bytes);

    /// <summary>Lets those go on who wait for room.</summary>
    public void Release() => _window.Release();

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
        Task writing = _writing;
        if (!starting.IsCompletedSuccessfully || !writing.IsCompleted)
            return StartAndFlushAsync(starting, writing, cancellationToken);
        SendGathered();
        return _window.RoomAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        lock (exchange.Gate)
        {
            if (source.Length <= LargestBlock && _writing.IsCompleted)
            {
                source.Span.CopyTo(GetSpan(source.Length));
                Advance(source.Length);
                source = default;
            }
        }

        return source.IsEmpty ? FlushAsync(cancellationToken) : WriteInBlocksAsync(source, cancellationToken);
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => _window.Cancel();

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

    /// <summary>What is written and not yet sent, as a block of its own that nobody changes. Whoever calls it has the gate.</summary>
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

    private void SendGathered()
    {
        lock (exchange.Gate)
            Send(Take());
    }

    private void Send(ReadOnlyMemory<byte> block)
    {
        _window.Add(block.Length);
        exchange.Send(block);
    }

    private void Reserve(int sizeHint)
    {
        exchange.RequireOpen();
        int needed = _used + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, Math.Max(SmallestBuffer, _buffer.Length * 2)));
    }

    // Nothing here goes on where the application was called: a thread of its dispatcher may be the one that waits for it.
    private async ValueTask<FlushResult> StartAndFlushAsync(Task starting, Task writing, CancellationToken cancellationToken)
    {
        await starting.ConfigureAwait(false);
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        SendGathered();
        return await _window.RoomAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<FlushResult> WriteInBlocksAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        // One that is not awaited may have its memory changed; only large ones are trusted to stay, for they would cost as much again.
        if (source.Length <= LargestBlock)
            source = source.ToArray();
        await exchange.StartAsync(cancellationToken).ConfigureAwait(false);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        ReadOnlyMemory<byte> gathered;
        long response;
        lock (exchange.Gate)
        {
            exchange.RequireOpen();
            exchange.CountBody(source.Length);
            (before, _writing, gathered, response) = (_writing, written.Task, Take(), _window.Response);
        }

        try
        {
            await before.ConfigureAwait(false);
            FlushResult result = default;
            while (TrySendBlock(ref gathered, ref source, response, isLast: result.IsCanceled))
                result = await _window.RoomAsync(cancellationToken).ConfigureAwait(false);
            return new FlushResult(result.IsCanceled, exchange.IsOver);
        }
        finally
        {
            written.SetResult();
        }
    }

    // False when there is no more to send, or nobody to send it to: the connection's next response is none of this one's.
    private bool TrySendBlock(ref ReadOnlyMemory<byte> gathered, ref ReadOnlyMemory<byte> source, long response, bool isLast)
    {
        lock (exchange.Gate)
        {
            if (source.IsEmpty || response != _window.Response || exchange.IsOver)
                return false;
            if (!gathered.IsEmpty)
                Send(gathered);
            gathered = default;

            // Who cancels a flush does not wait any longer, but what it has written is written.
            int size = isLast ? source.Length : Math.Min(source.Length, LargestBlock);
            Send(source[..size].ToArray());
            source = source[size..];
            return !isLast;
        }
    }
}
