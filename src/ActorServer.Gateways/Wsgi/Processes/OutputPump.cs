using System.Collections.Concurrent;
using System.Runtime.InteropServices;
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

    private readonly OutputSettings settings;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly ConcurrentQueue<Action> requests = new();
    private readonly List<Source> sources = [];
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(ReadSize, pinned: true);
    private readonly Descriptor wakeUp;
    private readonly Thread thread;
    private bool isStopping;

    public OutputPump(OutputSettings settings, ILogger logger, TimeProvider time)
    {
        this.settings = settings;
        this.logger = logger;
        this.time = time;
        var descriptor = Libc.EventFd(0, Libc.EfdCloexec | Libc.EfdNonBlock);
        if (descriptor < 0)
            throw NativeError.Last("eventfd");
        wakeUp = new Descriptor(descriptor);
        thread = new Thread(Run) { IsBackground = true, Name = "actorserver output pump" };
        thread.Start();
    }

    private sealed record Source(ProcessOutput Owner, SafePipeHandle Handle, LineSplitter Lines);

    /// <summary>Takes over the two pipes of a process.</summary>
    public ProcessOutput Attach(string name, int pid, SafePipeHandle output, SafePipeHandle error)
    {
        var attached = new ProcessOutput(name, pid, [output, error], settings, logger, time);
        Ask(() =>
        {
            foreach (var handle in attached.Handles)
            {
                // Non-blocking for the last reads after Release, where nobody polls.
                _ = Libc.Fcntl(handle, Libc.FSetFl, Libc.ONonBlock);
                sources.Add(new Source(attached, handle, attached.NewSplitter()));
            }
        });
        return attached;
    }

    /// <summary>The process is gone: logs what it has written and closes the pipes, also when others still hold them open.</summary>
    public void Release(ProcessOutput output) => Ask(() =>
    {
        foreach (var source in sources.Where(source => source.Owner == output).ToArray())
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
        Ask(() => isStopping = true);
        thread.Join();
        wakeUp.Dispose();
    }

    private unsafe void Ask(Action request)
    {
        requests.Enqueue(request);
        var one = 1UL;
        try
        {
            _ = Libc.Write(wakeUp, (byte*)&one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The pump has ended and closed all pipes.
        }
    }

    private void Run()
    {
        var entries = new Libc.PollEntry[8];
        while (!isStopping)
        {
            var count = Wait(ref entries);
            if (entries[0].Returned != 0)
                ReadWakeUp();
            // Backwards, and before the requests: closing a source moves only those that were looked at already.
            for (var i = count - 1; i >= 0; i--)
            {
                if (entries[i + 1].Returned != 0 && !TryRead(sources[i], isPolled: true))
                    Close(sources[i]);
            }

            foreach (var source in sources)
            {
                if (source.Owner.HasUnreported)
                    source.Owner.Report();
            }

            while (requests.TryDequeue(out var request))
                request();
        }

        foreach (var source in sources.ToArray())
            Close(source);
    }

    private unsafe int Wait(ref Libc.PollEntry[] entries)
    {
        var count = sources.Count;
        if (entries.Length < count + 1)
            entries = new Libc.PollEntry[2 * (count + 1)];
        entries[0] = new Libc.PollEntry { Descriptor = wakeUp.Number, Events = Libc.PollIn };
        for (var i = 0; i < count; i++)
            entries[i + 1] = new Libc.PollEntry { Descriptor = (int)sources[i].Handle.DangerousGetHandle(), Events = Libc.PollIn };
        var hasUnreported = sources.Exists(source => source.Owner.HasUnreported);
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
        _ = Libc.Read(wakeUp, (byte*)&value, sizeof(ulong));
    }

    /// <returns>False at the end of the pipe and, unless it was polled, when there is nothing to read now.</returns>
    private unsafe bool TryRead(Source source, bool isPolled = false)
    {
        nint read;
        fixed (byte* first = buffer)
            read = Libc.Read(source.Handle, first, ReadSize);
        if (read < 0)
            return isPolled && Marshal.GetLastPInvokeError() is Libc.EAgain or Libc.EIntr;
        source.Lines.Append(buffer.AsSpan(0, (int)read));
        return read > 0;
    }

    private void Close(Source source)
    {
        source.Lines.Complete();
        source.Handle.Dispose();
        sources.Remove(source);
    }
}
