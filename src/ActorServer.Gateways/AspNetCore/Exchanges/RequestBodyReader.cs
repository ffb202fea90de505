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

    private ReadOnlySequence<byte> _whole;
    private ReadOnlySequence<byte> _read;
    private long? _announced;
    private long _asked;
    private long _consumed;
    private long _examined;
    private bool _isCancelled;

    /// <summary>How many bytes the application accepts; null for any number.</summary>
    public long? Limit { get; set; }

    /// <summary>True once the application has begun to read.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True once the body has arrived to its end.</summary>
    public bool IsComplete => Incoming?.IsComplete ?? true;

    /// <summary>What came behind a chunked body, or null.</summary>
    public FieldTable? Trailers => Incoming?.Trailers;

    /// <summary>The body that is still coming; null when all of it was there from the beginning.</summary>
    public IncomingBody? Incoming { get; private set; }

    /// <summary>Takes the body of a request.</summary>
    public void Begin(RequestBody body, long? limit)
    {
        Limit = limit;
        HasBegun = _isCancelled = false;
        _asked = _consumed = _examined = 0;
        Incoming = null;
        switch (body)
        {
            case RequestBody.Empty:
                (_whole, _announced) = (ReadOnlySequence<byte>.Empty, 0);
                break;
            case RequestBody.InMemory memory:
                (_whole, _announced) = (new ReadOnlySequence<byte>(memory.Bytes), memory.Length);
                break;
            case RequestBody.Streaming streaming:
                (Incoming, _announced) = (new IncomingBody(), streaming.Announced);
                break;
            default:
                throw new InvalidOperationException($"Unknown kind of body: {body.GetType().Name}.");
        }
    }

    /// <summary>The request is over: its bytes are not kept until the next one comes.</summary>
    public void End()
    {
        Incoming?.Reader.Complete();
        _whole = ReadOnlySequence<byte>.Empty;
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        Prepare();
        if (Incoming is null)
            return new ValueTask<ReadResult>(ReadWhole());
        ValueTask<ReadResult> reading = Incoming.Reader.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? new ValueTask<ReadResult>(Note(reading.Result)) : NoteAsync(reading);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        Prepare();
        if (Incoming is null)
        {
            result = ReadWhole();
            return true;
        }

        if (!Incoming.Reader.TryRead(out result))
            return false;
        result = Note(result);
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (Incoming is null)
        {
            _whole = _whole.Slice(consumed);
            return;
        }

        long taken = _read.Slice(0, consumed).Length;
        _examined = Math.Max(_examined, _consumed + _read.Slice(0, examined).Length);
        _consumed += taken;
        _read = default;
        Incoming.Reader.AdvanceTo(consumed, examined);
        Ask();
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        if (Incoming is null)
            _isCancelled = true;
        else
            Incoming.Reader.CancelPendingRead();
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => Incoming?.Reader.Complete(exception);

    // Before the first byte: the limit that the application has chosen by now, then the first window.
    private void Prepare()
    {
        if (Limit is { } limit && Math.Max(_announced ?? 0, Incoming?.Received ?? 0) > limit)
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
        if (Incoming is null || Incoming.IsComplete || more < Window / 2)
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

    // Not on the application's dispatcher, whose threads may all be waiting for their bodies.
    private async ValueTask<ReadResult> NoteAsync(ValueTask<ReadResult> reading) => Note(await reading.ConfigureAwait(false));

    private ReadResult Note(ReadResult result)
    {
        _read = result.Buffer;
        if (Limit is { } limit && Incoming!.Received > limit)
        {
            Incoming!.Reader.AdvanceTo(result.Buffer.Start);
            Prepare();
        }

        return result;
    }
}
