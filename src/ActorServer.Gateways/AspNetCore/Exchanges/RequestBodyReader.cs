using System.Buffers;
using System.IO.Pipelines;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// The request's body as a pipe. One that is complete is read from where it is; one that is still coming is asked for, a window ahead of what the application
/// has looked at, so that a slow application slows its client and no body is ever held as a whole.
/// </summary>
/// <param name="exchange">Asks the connection.</param>
internal sealed class RequestBodyReader(ApplicationExchange exchange) : PipeReader
{
    private const int Window = 64 * 1024;

    // The window itself is the bound; the pipe need not have a second one.
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private ReadOnlySequence<byte> _whole;
    private ReadOnlySequence<byte> _read;
    private Pipe? _pipe;
    private long? _announced;
    private long _received;
    private long _asked;
    private long _consumed;
    private long _examined;
    private bool _isCancelled;
    private bool _hasWriteEnded;
    private volatile bool _isComplete;

    /// <summary>How many bytes the application accepts; null for any number.</summary>
    public long? Limit { get; set; }

    /// <summary>True once the application has begun to read.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True once the body has arrived to its end.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>What came behind a chunked body, or null.</summary>
    public FieldTable? Trailers { get; private set; }

    /// <summary>Takes the body of a request.</summary>
    public void Begin(RequestBody body, long limit)
    {
        Limit = limit;
        HasBegun = _isCancelled = _hasWriteEnded = false;
        _received = _asked = _consumed = _examined = 0;
        Trailers = null;
        _pipe = null;
        switch (body)
        {
            case RequestBody.Empty:
                (_whole, _announced, _isComplete) = (ReadOnlySequence<byte>.Empty, 0, true);
                break;
            case RequestBody.InMemory memory:
                (_whole, _announced, _isComplete) = (new ReadOnlySequence<byte>(memory.Bytes), memory.Length, true);
                break;
            case RequestBody.Streaming streaming:
                // A pipe of its own for each such body: code that outlives its request never reads the next one's.
                (_pipe, _announced, _isComplete) = (new Pipe(Options), streaming.Announced, false);
                break;
            default:
                throw new InvalidOperationException($"Unknown kind of body: {body.GetType().Name}.");
        }
    }

    /// <summary>The slot's turn.</summary>
    public void Take(ReadOnlyMemory<byte> block)
    {
        if (_pipe is null || _hasWriteEnded)
            return;
        Interlocked.Add(ref _received, block.Length);
        _pipe.Writer.Write(block.Span);

        // Never waits: the pipe has no bound of its own.
        _ = _pipe.Writer.FlushAsync().AsTask();
    }

    /// <summary>The slot's turn.</summary>
    public void End(FieldTable? trailers)
    {
        if (_pipe is null || _hasWriteEnded)
            return;
        Trailers = trailers;
        _isComplete = true;
        EndWrite(null);
    }

    /// <summary>The slot's turn: what is still coming ends with an exception.</summary>
    public void Break(Exception reason)
    {
        if (_pipe is not null && !_hasWriteEnded)
            EndWrite(reason);
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        Prepare();
        if (_pipe is null)
            return new ValueTask<ReadResult>(ReadWhole());
        ValueTask<ReadResult> reading = _pipe.Reader.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? new ValueTask<ReadResult>(Note(reading.Result)) : NoteAsync(reading);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        Prepare();
        if (_pipe is null)
        {
            result = ReadWhole();
            return true;
        }

        if (!_pipe.Reader.TryRead(out result))
            return false;
        result = Note(result);
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_pipe is null)
        {
            _whole = _whole.Slice(consumed);
            return;
        }

        long taken = _read.Slice(0, consumed).Length;
        _examined = Math.Max(_examined, _consumed + _read.Slice(0, examined).Length);
        _consumed += taken;
        _read = default;
        _pipe.Reader.AdvanceTo(consumed, examined);
        Ask();
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        if (_pipe is null)
            _isCancelled = true;
        else
            _pipe.Reader.CancelPendingRead();
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _pipe?.Reader.Complete(exception);

    // Before the first byte: the limit that the application has chosen by now, then the first window.
    private void Prepare()
    {
        if (Limit is { } limit && Math.Max(_announced ?? 0, Interlocked.Read(ref _received)) > limit)
        {
            HasBegun = true;
            throw new BadHttpRequestException(
                $"The request's body has more than the {limit} bytes allowed (actor-server.connection.max-body, or the application's own limit).", StatusCodes.Status413PayloadTooLarge);
        }

        if (HasBegun)
            return;
        HasBegun = true;
        Ask();
    }

    private void Ask()
    {
        long more = _examined + Window - _asked;
        if (_isComplete || _pipe is null || more < Window / 2)
            return;
        _asked += more;
        exchange.Want((int)more);
    }

    private ReadResult ReadWhole()
    {
        var result = new ReadResult(_whole, _isCancelled, isCompleted: true);
        _isCancelled = false;
        return result;
    }

    private async ValueTask<ReadResult> NoteAsync(ValueTask<ReadResult> reading) => Note(await reading);

    private ReadResult Note(ReadResult result)
    {
        _read = result.Buffer;
        if (Limit is { } limit && Interlocked.Read(ref _received) > limit)
        {
            _pipe!.Reader.AdvanceTo(result.Buffer.Start); // Only called with a pipe.
            Prepare();
        }

        return result;
    }

    private void EndWrite(Exception? reason)
    {
        _hasWriteEnded = true;
        _pipe!.Writer.Complete(reason); // Only called with a pipe.
    }
}
