using System.Diagnostics;

namespace Akka.TestKit.Internal;

/// <summary>
/// What a test actor has received and its test has not looked at. The test actor puts; the test takes, from one thread or task at a time,
/// either blocking or asynchronously.
/// </summary>
internal sealed class TestInbox
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue - 1);

    private readonly object _gate = new();
    private readonly Queue<MessageEnvelope> _messages = new();
    private TaskCompletionSource? _arrival;

    public bool HasMessages
    {
        get
        {
            lock (_gate)
                return _messages.Count > 0;
        }
    }

    public void Put(MessageEnvelope envelope)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            _messages.Enqueue(envelope);
            arrival = _arrival;
            _arrival = null;
            Monitor.PulseAll(_gate);
        }

        arrival?.TrySetResult();
    }

    /// <summary>The next message, or null when none comes in time; the thread waits.</summary>
    public MessageEnvelope? Wait(TimeSpan max, bool leavesIt, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        using var registration = cancellation.Register(Wake);
        lock (_gate)
        {
            while (true)
            {
                if (Next(leavesIt) is { } envelope)
                    return envelope;
                cancellation.ThrowIfCancellationRequested();
                if (Rest(max, since) is not { } rest)
                    return null;
                Monitor.Wait(_gate, rest);
            }
        }
    }

    /// <summary>The next message, or null when none comes in time.</summary>
    public async Task<MessageEnvelope?> WaitAsync(TimeSpan max, bool leavesIt, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (Next(leavesIt) is { } envelope)
                    return envelope;
                arrival = (_arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            cancellation.ThrowIfCancellationRequested();
            if (Rest(max, since) is not { } rest)
                return null;
            await Task.WhenAny(arrival, Task.Delay(rest, cancellation));
        }
    }

    private MessageEnvelope? Next(bool leavesIt) =>
        _messages.Count == 0 ? null : leavesIt ? _messages.Peek() : _messages.Dequeue();

    /// <summary>What is left of the time, null when it is over; an infinite time is never over.</summary>
    private static TimeSpan? Rest(TimeSpan max, long since)
    {
        if (max == Timeout.InfiniteTimeSpan)
            return LongestWait;
        var rest = max - Stopwatch.GetElapsedTime(since);
        return rest <= TimeSpan.Zero ? null : rest < LongestWait ? rest : LongestWait;
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
