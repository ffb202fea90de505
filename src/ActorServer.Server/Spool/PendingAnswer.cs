using System.Diagnostics.CodeAnalysis;
using ActorServer.Gateways;
using ActorServer.Server.Dispatch;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Spool;

/// <summary>
/// What has come of one answer and its client has not taken, in the order in which it came. It waits in memory until <see cref="Spill"/> moves what is too much for that to a file of
/// the spool: then the worker need not wait for the client. Owned by one connection, which disposes of it with the answer; the file goes then.
/// </summary>
/// <remarks>
/// Three parts, taken in this order: <c>first</c> in memory, the file, <c>last</c> in memory. Only what is behind the file goes to it, and only when the file is empty does <c>first</c>
/// grow. The file is a ring, so that an answer without an end needs no more than the cap; where no more of it is to be had (cap, quota, disk), <c>last</c> grows, and the worker waits.
/// Writes go to the page cache and are not waited for.
/// </remarks>
/// <param name="spool">Where the file is made.</param>
/// <param name="inMemory">Bytes that stay in memory when the rest is moved, inclusive.</param>
internal sealed class PendingAnswer(SpoolDirectory spool, int inMemory) : IDisposable
{
    // One send; below the size that the garbage collector treats as large.
    private const int LargestPiece = 64 * 1024;

    private readonly Queue<ExchangeProtocol.Block> _first = new();
    private readonly Queue<ExchangeProtocol.Block> _last = new();
    private long _firstBytes;
    private long _lastBytes;

    // What of them was not lent.
    private long _firstOwn;
    private long _lastOwn;
    private SafeFileHandle? _file;
    private byte[] _piece = [];

    // Bytes written to the ring and read from it since it was last empty; their places are these numbers modulo its size.
    private long _written;
    private long _read;
    private long _reserved;

    /// <summary>True when nothing waits.</summary>
    public bool IsEmpty => _firstBytes + InFile + _lastBytes == 0;

    /// <summary>Bytes that wait in memory.</summary>
    public long InMemory => _firstBytes + _lastBytes;

    /// <summary>Bytes that wait in the file.</summary>
    public long InFile => _written - _read;

    /// <summary>Bytes that wait in memory and are not lent.</summary>
    public long Own => _firstOwn + _lastOwn;

    /// <summary>Those of them that have neither place in the file nor in the memory that is allowed, as of the last <see cref="Spill"/>.</summary>
    public long Excess => _lastOwn;

    /// <summary>What the disk said when it refused, or null. No more is moved to it then.</summary>
    public string? Failure { get; private set; }

    /// <summary>Adds what came. It costs nothing but its memory.</summary>
    /// <param name="block">Not empty; what is lent with it is returned when it is taken elsewhere, or forgotten.</param>
    public void Add(ExchangeProtocol.Block block)
    {
        if (InFile + _lastBytes == 0)
        {
            _first.Enqueue(block);
            _firstBytes += block.Bytes.Length;
            _firstOwn += OwnOf(block);
        }
        else
        {
            _last.Enqueue(block);
            _lastBytes += block.Bytes.Length;
            _lastOwn += OwnOf(block);
        }
    }

    /// <summary>Moves whole blocks that are too much for the memory to the file, as far as that takes them.</summary>
    public void Spill()
    {
        if (_firstBytes > inMemory)
        {
            KeepFirst();
        }

        while (_last.TryPeek(out ExchangeProtocol.Block? block) && TryWrite(block.Bytes.Span))
        {
            _lastBytes -= block.Bytes.Length;
            _lastOwn -= OwnOf(block);
            _last.Dequeue();
            block.Lease?.Dispose();
        }
    }

    /// <summary>Takes what has waited longest.</summary>
    /// <param name="block">Null only when nothing waits. What is not lent is valid until the next call.</param>
    /// <returns>False when nothing waits.</returns>
    /// <exception cref="IOException">The disk does not give back what it took.</exception>
    public bool TryTake([NotNullWhen(true)] out ExchangeProtocol.Block? block)
    {
        if (_first.TryDequeue(out block))
        {
            _firstBytes -= block.Bytes.Length;
            _firstOwn -= OwnOf(block);
            return true;
        }

        if (InFile > 0)
        {
            block = new ExchangeProtocol.Block(0, Read());
            return true;
        }

        if (_last.TryDequeue(out block))
        {
            _lastBytes -= block.Bytes.Length;
            _lastOwn -= OwnOf(block);
            return true;
        }

        return false;
    }

    /// <summary>Forgets what waits, and removes the file if there is one.</summary>
    public void Dispose()
    {
        Return(_first);
        Return(_last);
        _firstBytes = _lastBytes = _firstOwn = _lastOwn = 0;
        DropFile();
    }

    private static long OwnOf(ExchangeProtocol.Block block) => block.Lease is null ? block.Bytes.Length : 0;

    private static void Return(Queue<ExchangeProtocol.Block> blocks)
    {
        while (blocks.TryDequeue(out ExchangeProtocol.Block? block))
        {
            block.Lease?.Dispose();
        }
    }

    // The first blocks that fit stay; the others stand behind a file that is still empty. What is lent goes: its process waits for it.
    private void KeepFirst()
    {
        long kept = 0;
        for (int left = _first.Count; left > 0; left--)
        {
            ExchangeProtocol.Block block = _first.Dequeue();
            bool fits = _last.Count == 0 && block.Lease is null && kept + block.Bytes.Length <= inMemory;
            kept += fits ? block.Bytes.Length : 0;
            (fits ? _first : _last).Enqueue(block);
        }

        // Only what is not lent is kept.
        _lastBytes = _firstBytes - kept;
        _lastOwn = _firstOwn - kept;
        _firstBytes = _firstOwn = kept;
    }

    private bool TryWrite(ReadOnlySpan<byte> block)
    {
        if (Failure is not null || block.Length > spool.MaxResponse - InFile)
        {
            return false;
        }

        long at = _written % spool.MaxResponse;
        int tail = (int)Math.Min(block.Length, spool.MaxResponse - at);
        long more = Math.Max(0, (tail < block.Length ? spool.MaxResponse : at + tail) - _reserved);
        if (!spool.TryReserveSpare(more))
        {
            return false;
        }

        _reserved += more;
        try
        {
            _file ??= spool.CreateNameless();
            RandomAccess.Write(_file, block[..tail], at);
            if (tail < block.Length)
            {
                RandomAccess.Write(_file, block[tail..], 0);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception.Message;
            if (InFile == 0)
            {
                DropFile();
            }

            return false;
        }

        _written += block.Length;
        return true;
    }

    private ReadOnlyMemory<byte> Read()
    {
        if (_piece.Length == 0)
        {
            _piece = GC.AllocateUninitializedArray<byte>((int)Math.Min(LargestPiece, spool.MaxResponse));
        }

        long at = _read % spool.MaxResponse;
        int wanted = (int)Math.Min(_piece.Length, Math.Min(InFile, spool.MaxResponse - at));
        int count = RandomAccess.Read(_file!, _piece.AsSpan(0, wanted), at); // InFile > 0: there is a file.
        if (count <= 0)
        {
            throw new IOException("The spool's file is shorter than what was written to it.");
        }

        _read += count;
        if (InFile == 0)
        {
            // A stream may go on for days after one pause of its client: it is not to keep the room of that pause.
            DropFile();
        }

        return _piece.AsMemory(0, count);
    }

    private void DropFile()
    {
        if (_file is not null)
        {
            EventLoop.DoElsewhere(
                static left =>
                {
                    left.spool.Close(left._file);
                    left.spool.Release(left._reserved);
                },
                (spool, _file, _reserved));
        }
        else
        {
            spool.Release(_reserved);
        }

        _file = null;
        _written = _read = 0;
        _reserved = 0;
    }
}
