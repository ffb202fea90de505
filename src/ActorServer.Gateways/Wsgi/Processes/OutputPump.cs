using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ActorServer.Gateways.Wsgi.Native;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// Drains standard output and error of all processes on one thread with <c>poll</c>, so that no process ever waits for its log, and hands the lines to
/// the server's. <see cref="Attach"/> and <see cref="Release"/> may be called on any thread.
/// </summary>
internal sealed class OutputPump : IDisposable
{
    private const int ReadSize = 64 * 1024;

    /// <summary>What is read from a released pipe at most: someone else may hold its writing end and write for ever.</summary>
    private const int LastReads = 16;

    private readonly OutputSettings _settings;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Action> _requests = new();
    private readonly List<Source> _sources = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(ReadSize, pinned: true);
    private readonly Descriptor _wakeUp;
    private readonly Thread _thread;
    private bool _isStopping;

    public OutputPump(OutputSettings settings, ILogger logger, TimeProvider time)
    {
        _settings = settings;
        _logger = logger;
        _time = time;
        var descriptor = Libc.EventFd(0, Libc.EfdCloexec | Libc.EfdNonBlock);
        if (descriptor < 0)
            throw NativeError.Last("eventfd");
        _wakeUp = new Descriptor(descriptor);
        _thread = new Thread(Run) { IsBackground = true, Name = "actorserver output pump" };
        _thread.Start();
    }

    /// <summary>A secret that processes put before what a request writes (<see cref="MarkedOutput"/>), so that no client can make an application forge it.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private sealed record Source(ProcessOutput Owner, SafePipeHandle Handle, MarkedOutput Lines);

    /// <summary>Takes over the two pipes of a process.</summary>
    public ProcessOutput Attach(string name, int pid, SafePipeHandle output, SafePipeHandle error)
    {
        var attached = new ProcessOutput(name, pid, [output, error], _settings, _logger, _time);
        Ask(() =>
        {
            foreach (var handle in attached.Handles)
            {
                // Non-blocking for the last reads after Release, where nobody polls.
                _ = Libc.Fcntl(handle, Libc.FSetFl, Libc.ONonBlock);
                _sources.Add(new Source(attached, handle, attached.NewReader(Mark)));
            }
        });
        return attached;
    }

    /// <summary>The process is gone: logs what it has written and closes the pipes, also when others still hold them open.</summary>
    public void Release(ProcessOutput output) => Ask(() =>
    {
        foreach (var source in _sources.Where(source => source.Owner == output).ToArray())
        {
            for (var reads = 0; reads < LastReads && TryRead(source); reads++)
            {
            }

            Close(source);
        }

        output.Report(isLast: true);
    });

    /// <summary>Ends the thread and closes all pipes.</summary>
    public void Dispose()
    {
        Ask(() => _isStopping = true);
        _thread.Join();
        _wakeUp.Dispose();
    }

    private unsafe void Ask(Action request)
    {
        _requests.Enqueue(request);
        var one = 1UL;
        try
        {
            _ = Libc.Write(_wakeUp, (byte*)&one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The pump has ended and closed all pipes.
        }
    }

    private void Run()
    {
        var entries = new Libc.PollEntry[8];
        while (!_isStopping)
        {
            var count = Wait(ref entries);
            if (entries[0].Returned != 0)
                ReadWakeUp();
            // Backwards, and before the requests: closing a source moves only those that were looked at already.
            for (var i = count - 1; i >= 0; i--)
            {
                if (entries[i + 1].Returned != 0 && !TryRead(_sources[i], isPolled: true))
                    Close(_sources[i]);
            }

            foreach (var source in _sources)
            {
                if (source.Owner.HasUnreported)
                    source.Owner.Report();
            }

            while (_requests.TryDequeue(out var request))
                request();
        }

        foreach (var source in _sources.ToArray())
            Close(source);
    }

    private unsafe int Wait(ref Libc.PollEntry[] entries)
    {
        var count = _sources.Count;
        if (entries.Length < count + 1)
            entries = new Libc.PollEntry[2 * (count + 1)];
        entries[0] = new Libc.PollEntry { Descriptor = _wakeUp.Number, Events = Libc.PollIn };
        for (var i = 0; i < count; i++)
            entries[i + 1] = new Libc.PollEntry { Descriptor = (int)_sources[i].Handle.DangerousGetHandle(), Events = Libc.PollIn };
        var hasUnreported = _sources.Exists(source => source.Owner.HasUnreported);
        fixed (Libc.PollEntry* first = entries)
        {
            if (Libc.Poll(first, (nuint)(count + 1), hasUnreported ? 1000 : -1) < 0)
                Array.Clear(entries, 0, count + 1);
        }

        return count;
    }

    private unsafe void ReadWakeUp()
    {
        ulong value;
        _ = Libc.Read(_wakeUp, (byte*)&value, sizeof(ulong));
    }

    /// <returns>False at the end of the pipe and, unless it was polled, when there is nothing to read now.</returns>
    private unsafe bool TryRead(Source source, bool isPolled = false)
    {
        nint read;
        fixed (byte* first = _buffer)
            read = Libc.Read(source.Handle, first, ReadSize);
        if (read < 0)
            return isPolled && Marshal.GetLastPInvokeError() is Libc.EAgain or Libc.EIntr;
        source.Lines.Append(_buffer.AsSpan(0, (int)read));
        return read > 0;
    }

    private void Close(Source source)
    {
        source.Lines.Complete();
        source.Handle.Dispose();
        _sources.Remove(source);
    }
}
