using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ActorServer.Server.Connections.Opening;

namespace ActorServer.Server.Tls;

/// <summary>
/// An open TLS connection. What comes is decrypted into a pipe as far as that is read, by whichever thread the transport brings it; an idle connection holds
/// no buffer. A clean end says close_notify (RFC 8446 §6.1) before the socket ends; a reset never does.
/// </summary>
internal sealed class TlsLayer : IConnectionLayer, IDuplexPipe
{
    // What the transport of a plain connection has: beyond it a client that is ahead of its answers is not read.
    private const int PauseAt = 64 * 1024;

    private const int SmallRead = 4 * 1024;
    private const int LargeRead = 16 * 1024;

    // A client that takes nothing does not get to read the end either.
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    private static readonly PipeOptions Options = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: PauseAt, resumeWriterThreshold: PauseAt / 2,
        minimumSegmentSize: SmallRead, useSynchronizationContext: false);

    private readonly SslStream _ssl;
    private readonly TlsTransportStream _transport;
    private readonly Socket _socket;
    private readonly Pipe _received = new(Options);
    private readonly TlsWriter _output;
    private readonly Task _reading;
    private Task? _farewell;
    private bool _isAborted;

    /// <summary>Begins to read.</summary>
    /// <param name="ssl">Authenticated; owned from here on.</param>
    /// <param name="transport">What is below it; its turn is taken.</param>
    /// <param name="below">Takes the encrypted bytes.</param>
    /// <param name="socket">The socket at the bottom.</param>
    public TlsLayer(SslStream ssl, TlsTransportStream transport, PipeWriter below, Socket socket)
    {
        _ssl = ssl;
        _transport = transport;
        _socket = socket;
        _output = new TlsWriter(ssl, below);
        _reading = ReadAsync();
    }

    /// <inheritdoc/>
    public PipeReader Input => _received.Reader;

    /// <inheritdoc/>
    public PipeWriter Output => _output;

    /// <inheritdoc/>
    public void EndSending() => _farewell ??= SayFarewellAsync();

    /// <inheritdoc/>
    public void Abort() => _isAborted = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isAborted && !_output.IsFlushing)
            EndSending();
        if (_farewell is { IsCompleted: false } farewell)
            await Task.WhenAny(farewell, Task.Delay(FarewellPatience)).ConfigureAwait(false);
        await _received.Reader.CompleteAsync().ConfigureAwait(false);
        _transport.StopReading();
        await _reading.ConfigureAwait(false);
        await _ssl.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReadAsync()
    {
        PipeWriter received = _received.Writer;
        Exception? failure = null;
        try
        {
            for (int size = SmallRead; ;)
            {
                // Without a buffer until there is something to read.
                await _ssl.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
                Memory<byte> room = received.GetMemory(size);
                int count = await _ssl.ReadAsync(room).ConfigureAwait(false);
                if (count == 0)
                    break;
                received.Advance(count);
                size = count < room.Length ? SmallRead : LargeRead;
                if (await FlushAsync(received).ConfigureAwait(false))
                    break;
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            failure = exception as IOException ?? new IOException(exception.Message, exception);
        }

        await received.CompleteAsync(failure).ConfigureAwait(false);
        _transport.Leave();
    }

    // True when nobody reads any more.
    private async ValueTask<bool> FlushAsync(PipeWriter received)
    {
        ValueTask<FlushResult> pending = received.FlushAsync();
        if (pending.IsCompleted)
            return (await pending.ConfigureAwait(false)).IsCompleted;
        _transport.Leave();
        try
        {
            return (await pending.ConfigureAwait(false)).IsCompleted;
        }
        finally
        {
            await _transport.EnterAsync().ConfigureAwait(false);
        }
    }

    private async Task SayFarewellAsync()
    {
        try
        {
            await _transport.EnterAsync().ConfigureAwait(false);
            try
            {
                await _ssl.ShutdownAsync().ConfigureAwait(false);
            }
            finally
            {
                _transport.Leave();
            }

            await _transport.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (IsEnd(exception) || exception is SocketException)
        {
            // The client is gone: there is nobody to tell.
        }
    }

    private static bool IsEnd(Exception exception) =>
        exception is IOException or ObjectDisposedException or OperationCanceledException or AuthenticationException or InvalidOperationException;
}
