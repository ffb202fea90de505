using Akka.Actor;
using ActorServer.Server.Dispatch;

namespace ActorServer.Server.Connections;

/// <content>
/// What may wait for a disk does so in a turn on the thread pool: on a thread that waits for sockets, all the clients that it serves would wait with this one. The message that causes it is put off.
/// A body that came whole behind a pipelined request is the exception: it is there already, and is taken with its head.
/// </content>
public sealed partial class ConnectionActor
{
    private sealed record SpillDue
    {
        public static readonly SpillDue Instance = new();
    }

    // What was read belongs to a body that goes to a file, or may; the read is taken when this turn comes again.
    private bool IsReadPutOff()
    {
        if (_isClosed || _reading != ReadState.Body || _exchange?.Body is not { MaySpill: true } || !PutOff(Readable.Instance))
        {
            return false;
        }

        _isReading = true;
        return true;
    }

    private bool IsWritingPutOff() => _pending is { InFile: > 0 } && PutOff(WriteOut.Instance);

    // The worker waits a moment longer to be relieved.
    private bool IsSpillingPutOff() => PutOff(SpillDue.Instance);

    private void OnSpillDue()
    {
        if (_answer == AnswerState.Streaming)
        {
            RelieveWorker();
        }
    }

    private bool PutOff(object message)
    {
        if (!EventLoop.IsHere)
        {
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static put => put.Self.Tell(put.Message, ActorRefs.NoSender), (Self, Message: message), preferLocal: false);
        return true;
    }
}
