using System.Buffers;
using System.IO.Pipelines;
using ActorServer.Http;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// A body that is still coming: the slot's turn writes, the application reads. One for each such request: what the connection says too late goes to a body that
/// nobody reads any more, and never into the next one.
/// </summary>
internal sealed class IncomingBody
{
    // Whoever asks for bytes bounds them; the pipe need not have a second bound, on which the slot would have to wait.
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe _pipe = new(Options);
    private long _received;
    private bool _hasEnded;
    private volatile bool _isComplete;

    /// <summary>Where the application reads.</summary>
    public PipeReader Reader => _pipe.Reader;

    /// <summary>How many bytes have come.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>True once the body has come to its end.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>What came behind a chunked body, or null.</summary>
    public FieldTable? Trailers { get; private set; }

    /// <summary>The slot's turn: more has come.</summary>
    public void Take(ReadOnlyMemory<byte> block)
    {
        if (_hasEnded)
            return;
        Interlocked.Add(ref _received, block.Length);
        _pipe.Writer.Write(block.Span);
        _ = _pipe.Writer.FlushAsync().AsTask();
    }

    /// <summary>The slot's turn: that was all.</summary>
    public void End(FieldTable? trailers)
    {
        if (_hasEnded)
            return;
        Trailers = trailers;
        _isComplete = true;
        EndWith(null);
    }

    /// <summary>The slot's turn: the rest will never come.</summary>
    /// <param name="reason">What the application's reading throws.</param>
    public void Break(Exception reason)
    {
        if (!_hasEnded)
            EndWith(reason);
    }

    private void EndWith(Exception? reason)
    {
        _hasEnded = true;
        _pipe.Writer.Complete(reason);
    }
}
