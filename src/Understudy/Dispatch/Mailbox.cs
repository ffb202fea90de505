using System.Diagnostics;

namespace Akka.Dispatch;

/// <summary>
/// An actor's messages and its turn on the dispatcher (Akka.Dispatch.Mailbox).
/// <para>
/// One int holds the state: bit 0 is Closed, bit 1 is Scheduled, the rest counts suspensions. Whoever sets Scheduled by compare-and-swap owns
/// the mailbox until it clears it; nobody else runs it, takes messages out or touches the actor. Closed is final.
/// </para>
/// </summary>
public class Mailbox : IRunnable
{
    private const int Open = 0;
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;

    // The end of a closed system queue: nothing can be added before it.
    private static readonly NoMessage Sentinel = new();

    private ActorCell? _actor;
    private SystemMessage? _systemQueue;
    private int _status;

    /// <summary>Around a queue of users' messages.</summary>
    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    /// <summary>The users' messages.</summary>
    public IMessageQueue MessageQueue { get; }

    /// <summary>What runs the mailbox.</summary>
    public MessageDispatcher Dispatcher => Actor.Dispatcher;

    internal ActorCell Actor => _actor ?? throw new InvalidOperationException("The mailbox has no actor yet.");

    internal bool HasMessages => MessageQueue.HasMessages;

    internal bool HasSystemMessages => Volatile.Read(ref _systemQueue) is { } head && head is not NoMessage;

    internal bool IsClosed => Volatile.Read(ref _status) == Closed;

    internal bool IsSuspended => Volatile.Read(ref _status) >= SuspendUnit;

    /// <summary>Gives the mailbox its actor, before anything can be sent to it.</summary>
    public virtual void SetActor(ActorCell actorCell) => _actor = actorCell;

    /// <inheritdoc/>
    public void Execute() => Run();

    /// <summary>One turn: all messages of the runtime, then up to the dispatcher's throughput of users' messages.</summary>
    public void Run()
    {
        if (IsClosed)
            return;
        var cell = Actor;
        var dispatcher = cell.Dispatcher;
        var before = ActorCell.Current;
        ActorCell.Current = cell;
        try
        {
            ProcessSystemMessages(cell);
            ProcessMessages(cell, dispatcher);
        }
        finally
        {
            ActorCell.Current = before;
            SetAsIdle();
            dispatcher.RegisterForExecution(this, false, false);
        }
    }

    /// <summary>Sends what is left to the dead letters; called once the mailbox is closed.</summary>
    public virtual void CleanUp()
    {
        if (_actor is not { } cell)
            return;
        var deadLetters = cell.Dispatcher.Mailboxes.DeadLetterMailbox;
        // Late senders may come here too: one at a time, since a queue has one receiver.
        lock (MessageQueue)
        {
            for (var message = DrainSystemQueue(Sentinel); message is not null;)
            {
                var next = message.Next;
                message.Unlink();
                deadLetters.SystemEnqueue(cell.Self, message);
                message = next;
            }

            MessageQueue.CleanUp(cell.Self, deadLetters.MessageQueue);
        }
    }

    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (head is NoMessage)
            {
                if (_actor is { } cell)
                    cell.Dispatcher.Mailboxes.DeadLetterMailbox.SystemEnqueue(receiver, message);
                return;
            }

            message.Next = head;
            if (Interlocked.CompareExchange(ref _systemQueue, message, head) == head)
                return;
        }
    }

    /// <summary>Takes the scheduled bit if the mailbox is open, has something to do and is not scheduled yet.</summary>
    internal bool TrySchedule(bool hasMessageHint, bool hasSystemMessageHint)
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & (Closed | Scheduled)) != 0)
                return false;
            var hasWork = hasSystemMessageHint || HasSystemMessages || (status == Open && (hasMessageHint || HasMessages));
            if (!hasWork)
                return false;
            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status)
                return true;
        }
    }

    /// <summary>One suspension more.</summary>
    internal void Suspend()
    {
        int status;
        do
            status = Volatile.Read(ref _status);
        while (status != Closed && Interlocked.CompareExchange(ref _status, status + SuspendUnit, status) != status);
    }

    /// <summary>One suspension less; true when that was the last.</summary>
    internal bool Resume()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if (status == Closed)
                return false;
            var next = status < SuspendUnit ? status : status - SuspendUnit;
            if (Interlocked.CompareExchange(ref _status, next, status) == status)
                return next < SuspendUnit;
        }
    }

    internal void BecomeClosed() => Interlocked.Exchange(ref _status, Closed);

    internal void SetAsIdle()
    {
        int status;
        do
            status = Volatile.Read(ref _status);
        while (status != Closed && Interlocked.CompareExchange(ref _status, status & ~Scheduled, status) != status);
    }

    private void ProcessMessages(ActorCell cell, MessageDispatcher dispatcher)
    {
        var left = dispatcher.Throughput;
        var limit = dispatcher.ThroughputDeadlineTime;
        var started = limit is null ? 0 : Stopwatch.GetTimestamp();
        // Open or Scheduled and nothing else: not closed, not suspended.
        while ((Volatile.Read(ref _status) & ~Scheduled) == 0 && MessageQueue.TryDequeue(out var next))
        {
            cell.Invoke(next);
            if (Volatile.Read(ref _systemQueue) is not null)
                ProcessSystemMessages(cell);
            if (--left <= 0 || (limit is { } ticks && Stopwatch.GetElapsedTime(started).Ticks >= ticks))
                return;
        }
    }

    private void ProcessSystemMessages(ActorCell cell)
    {
        while (!IsClosed && DrainSystemQueue(null) is { } message)
        {
            SystemMessage? rest = message;
            while (rest is not null && !IsClosed)
            {
                var current = rest;
                rest = current.Next;
                current.Unlink();
                cell.SystemInvoke(current);
            }

            // The actor ended within this batch: its death watch must still answer what came after.
            var deadLetters = rest is null ? null : cell.Dispatcher.Mailboxes.DeadLetterMailbox;
            while (rest is not null)
            {
                var current = rest;
                rest = current.Next;
                current.Unlink();
                deadLetters!.SystemEnqueue(cell.Self, current); // not null: rest was not null a line above
            }
        }
    }

    /// <summary>Takes the whole queue, which is last in first out, and turns it round.</summary>
    private SystemMessage? DrainSystemQueue(NoMessage? replacement)
    {
        var newest = Volatile.Read(ref _systemQueue);
        if (newest is null && replacement is null)
            return null;
        newest = Interlocked.Exchange(ref _systemQueue, newest is NoMessage ? newest : replacement);
        if (newest is NoMessage)
            return null;
        SystemMessage? oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        return oldest;
    }
}
