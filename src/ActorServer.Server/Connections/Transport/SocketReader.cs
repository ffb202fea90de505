using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace ActorServer.Server.Connections.Transport;

/// <summary>
/// Reads a socket when it is asked to, without a pipe in between and without a buffer while it waits. What was read and not consumed lies in one array. Used by one connection actor, or by
/// the layer under it.
/// </summary>
/// <remarks>
/// A receive that is under way when its reader is cancelled goes on, and the next read waits for it. Its completion, on whichever thread, writes what came of it before it moves
/// <c>state</c>; everything else is the reader's own.
/// </remarks>
/// <param name="socket">Connected; nobody else receives on it.</param>
[SuppressMessage("Design", "CA1001", Justification = "What the memory holds goes with the receive that has asked for it.")]
internal sealed class SocketReader(Socket socket) : PipeReader, IValueTaskSource<ReadResult>
{
    // A head of ordinary size; a client that sends more is read in long pieces for as long as it fills them.
    private const int SmallestReceive = 4 * 1024;
    private const int LargestReceive = 64 * 1024;

    private const int Resting = 0;
    private const int Awaited = 1;
    private const int Forsaken = 2;

    private readonly LateMemory _memory = new();
    private ManualResetValueTaskSourceCore<ReadResult> _waiting;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _receiving;
    private Action? _onReceived;
    private CancellationTokenRegistration _cancellation;
    private int _state;

    // What the last receive has brought, until the reader takes it.
    private byte[]? _arrived;
    private int _arrivedBytes;
    private Exception? _failure;
    private bool _isEnded;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _nextReceive = SmallestReceive;
    private bool _isExamined = true;
    private bool _isCanceled;

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        bool isThere = _state == Resting && IsThere;
        result = isThere ? Take() : default;
        return isThere;
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        }

        int state = Volatile.Read(ref _state);
        if (_isCanceled || (state == Resting && IsThere) || !_isExamined)
        {
            return new ValueTask<ReadResult>(Take());
        }

        if (state == Resting)
        {
            ValueTask<int> receive = Receive();
            if (receive.IsCompleted)
            {
                End(receive.ConfigureAwait(false).GetAwaiter());
                return new ValueTask<ReadResult>(Take());
            }

            _memory.Wait();
            _waiting.Reset();
            _state = Awaited;
            _receiving = receive.ConfigureAwait(false).GetAwaiter();
            _receiving.UnsafeOnCompleted(_onReceived ??= OnReceived);
        }
        else
        {
            _waiting.Reset();
            if (Interlocked.CompareExchange(ref _state, Awaited, Forsaken) == Resting)
            {
                return new ValueTask<ReadResult>(Take());
            }
        }

        short version = _waiting.Version;
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (reader, token) => ((SocketReader)reader!).Forsake(token), this);
        }

        return new ValueTask<ReadResult>(this, version);
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _isExamined = examined.GetInteger() >= _end;
        _start = consumed.GetInteger();
        if (_start >= _end)
        {
            Drop();
        }
        else if (_end - _start <= SmallestReceive && _buffer.Length > 2 * SmallestReceive)
        {
            // What has begun to come may stay for as long as a client likes: no long array for a few bytes.
            MoveTo(ArrayPool<byte>.Shared.Rent(SmallestReceive));
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        _isCanceled = true;
        if (Interlocked.CompareExchange(ref _state, Forsaken, Awaited) == Awaited)
        {
            _waiting.SetResult(default);
        }
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => Drop();

    /// <inheritdoc/>
    public ReadResult GetResult(short token)
    {
        _cancellation.Dispose();
        _cancellation = default;
        _waiting.GetResult(token);
        return Take();
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _waiting.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);

    private void Forsake(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Forsaken, Awaited) == Awaited)
        {
            _waiting.SetException(new OperationCanceledException(token));
        }
    }

    // Something that the reader has not seen; asked only while nothing is being received.
    private bool IsThere => _isCanceled || !_isExamined || _arrived is not null || _isEnded || _failure is not null;

    private ValueTask<int> Receive()
    {
        try
        {
            return socket.ReceiveAsync(_memory.Begin(_nextReceive), SocketFlags.None, CancellationToken.None);
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    private void OnReceived()
    {
        End(_receiving);
        if (Interlocked.Exchange(ref _state, Resting) == Awaited)
        {
            _waiting.SetResult(default);
        }
    }

    private void End(ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter receive)
    {
        try
        {
            _arrivedBytes = receive.GetResult();
            _isEnded = _arrivedBytes == 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _failure = exception;
            _isEnded = true;
            _arrivedBytes = 0;
        }

        _arrived = _memory.End();
    }

    private ReadResult Take()
    {
        bool isCanceled = _isCanceled;
        _isCanceled = false;

        // Of a receive that is about to be over nothing is taken before all of it: half of the news of a reset would pass for the client's end.
        bool isOver = Volatile.Read(ref _state) == Resting;
        if (isOver)
        {
            TakeArrived();
            if (_failure is { } failure)
            {
                throw new IOException(failure.Message, failure);
            }
        }

        return new ReadResult(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled, isOver && _isEnded);
    }

    private void TakeArrived()
    {
        if (_arrived is not { } arrived)
        {
            return;
        }

        _arrived = null;
        _nextReceive = _arrivedBytes < _nextReceive ? SmallestReceive : LargestReceive;
        if (_start == _end)
        {
            Drop();
            (_buffer, _end) = (arrived, _arrivedBytes);
            return;
        }

        MakeRoom(_arrivedBytes);
        arrived.AsSpan(0, _arrivedBytes).CopyTo(_buffer.AsSpan(_end));
        _end += _arrivedBytes;
        ArrayPool<byte>.Shared.Return(arrived);
    }

    // Moves or grows so that each byte is copied a bounded number of times, in however small pieces it comes and goes.
    private void MakeRoom(int bytes)
    {
        int held = _end - _start;
        if (bytes <= _buffer.Length - _end)
        {
            return;
        }

        bool fits = bytes <= _buffer.Length - held && held <= _start;
        MoveTo(fits ? _buffer : ArrayPool<byte>.Shared.Rent(Math.Max(2 * held, held + bytes)));
    }

    // To the beginning of an array that has room for what is held, maybe the same one.
    private void MoveTo(byte[] target)
    {
        int held = _end - _start;
        _buffer.AsSpan(_start, held).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _start, _end) = (target, 0, held);
    }

    private void Drop()
    {
        byte[] buffer = _buffer;
        (_buffer, _start, _end) = ([], 0, 0);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
