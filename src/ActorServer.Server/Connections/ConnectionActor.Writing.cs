using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ActorServer.Gateways;
using Microsoft.AspNetCore.Connections;

namespace ActorServer.Server.Connections;

/// <summary>The transport: flushing, half-close, reset, release.</summary>
public sealed partial class ConnectionActor
{
    private readonly Action _onFlushed;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private bool _isFlushing;
    private long _flushingBytes;
    private long _discarded;

    // A flush is over when the kernel has every byte, so that it is known when a half-close loses nothing. With a block, that leaves behind the rest.
    private void Flush(ReadOnlyMemory<byte> block = default)
    {
        if (_isFlushing || _isClosed)
        {
            return;
        }

        _flushingBytes = _output.UnflushedBytes + block.Length;
        ValueTask<FlushResult> pending = BeginFlush(block);
        _flush = pending.ConfigureAwait(false).GetAwaiter();
        if (pending.IsCompleted)
        {
            TakeFlush();
            return;
        }

        _isFlushing = true;
        _taken = TcpProgress.BytesTaken(_socket);
        MarkWriting();
        _flush.UnsafeOnCompleted(_onFlushed);
    }

    // As in BeginRead.
    private ValueTask<FlushResult> BeginFlush(ReadOnlyMemory<byte> block)
    {
        try
        {
            return block.IsEmpty ? _output.FlushAsync() : _output.WriteAsync(block);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<FlushResult>(exception);
        }
    }

    private void OnFlushed()
    {
        _isFlushing = false;
        if (_isClosed)
        {
            return;
        }

        TakeFlush();
        MarkWriting();
        WriteOn();
        if (_output.UnflushedBytes > 0)
        {
            Flush();
        }

        FinishIfFlushed();
    }

    private void TakeFlush()
    {
        try
        {
            if (!_flush.GetResult().IsCompleted)
            {
                CloseBlock();
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Told below, as a transport that has quietly ended is.
        }

        OnClientGone();
    }

    // What stands behind a block that left by itself goes with what leaves next.
    private void CloseBlock()
    {
        if (_apart is { } block)
        {
            _apart = null;
            block.Lease?.Dispose();
            _writer.Close(_output);
        }
    }

    private void OnClientGone()
    {
        if (_isClosed)
        {
            return;
        }

        GiveUpExchange(AbandonReason.ClientGone);
        Close();
    }

    private void AbortAnswer()
    {
        GiveUpExchange(AbandonReason.ClientGone);
        Reset();
        Close();
    }

    // RFC 9112 §9.6: closing while the client still sends would reset the connection and could destroy the answer on its way.
    private void Linger()
    {
        if (_hasInputEnded)
        {
            Close();
            return;
        }

        _reading = ReadState.Lingering;
        _discarded = 0;
        MarkDeadline();
        try
        {
            EndSending();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Close();
            return;
        }

        ReadHeld();
    }

    private void EndSending()
    {
        if (_opened?.Layer is { } layer)
        {
            layer.EndSending();
        }
        else
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
    }

    private bool Discard(ref ReadOnlySequence<byte> rest)
    {
        _discarded += rest.Length;
        rest = rest.Slice(rest.End);
        if (_discarded > _shared.Connection.LingerBytes)
        {
            Close();
        }

        return false;
    }

    // A client that has closed its side may still wait for its answer, or have left altogether: then the answer has been met by a reset.
    private bool IsReset()
    {
        try
        {
            return _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is not 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    // The client must not take what it has for the whole answer.
    private void Reset()
    {
        if (_isClosed)
        {
            return;
        }

        _opened?.Layer?.Abort();
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return;
        }

        _transport.Abort(new ConnectionAbortedException("The answer could not be completed."));
    }

    private void Close()
    {
        Release();
        Context.Stop(Self);
    }

    private void Release()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _exchange?.Body?.Dispose();
        DropPending();

        // One whose send has not ended is left to the garbage collector: the system may still read it.
        if (!_isFlushing)
        {
            _apart?.Lease?.Dispose();
        }

        // Both complete when everything has ended; nobody waits for that, and they do not throw.
        if (_beingOpened is not null)
        {
            _ = ReleaseOpeningAsync(_beingOpened, _openingGivenUp!); // Made with the task.
            return;
        }

        _output.Complete();
        _input.Complete();
        _ = ReleaseOpenedAsync(_opened?.Layer);
    }
}
