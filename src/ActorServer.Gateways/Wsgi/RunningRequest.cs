using System.Buffers;
using ActorServer.Gateways.Wsgi.Shared;
using Akka.Actor;
using ActorServer.Http;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.Wsgi;

/// <summary>What an answer's frame meant for the process that sent it.</summary>
internal enum AnswerState
{
    /// <summary>The answer goes on.</summary>
    More,

    /// <summary>The answer is over: the process is free.</summary>
    Over,

    /// <summary>The frame cannot follow those before it.</summary>
    Broken,
}

/// <summary>What became of the sending of a request.</summary>
internal enum SendState
{
    /// <summary>The process will receive it.</summary>
    Sent,

    /// <summary>It cannot be sent: its client has been answered.</summary>
    Refused,

    /// <summary>What was sent before fills the channel: another process may have room.</summary>
    NoRoom,
}

/// <summary>
/// One request in one process: sends it, turns the frames of its answer into messages to the connection, and the connection's credit into frames.
/// Used by the process actor alone.
/// </summary>
/// <remarks>States: no head → head told → over; from each of them → silenced: the process goes on, and the connection hears nothing more.</remarks>
/// <param name="run">The request and its connection.</param>
/// <param name="channel">The process's channel.</param>
/// <param name="shared">Where the process may leave blocks, or null.</param>
/// <param name="window">Bytes of body that the process may have sent and the client not yet taken.</param>
/// <param name="worker">The worker's number, for the log.</param>
/// <param name="pid">The process, for the log.</param>
/// <param name="logger">The server's log.</param>
internal sealed class RunningRequest(WorkerProtocol.Run run, WorkerChannel channel, SharedRegion? shared, int window, int worker, int pid, ILogger logger)
{
    private const string InvalidHead = "invalid-head";
    private const string ClientGone = "client-gone";

    private readonly GatewayRequest _request = run.Request;
    private bool _isHeadTold;
    private bool _isSilenced;
    private int _credit;

    /// <summary>The exchange.</summary>
    public long Exchange => _request.Exchange;

    /// <summary>True when it is over its time: the process must be killed for it.</summary>
    public bool IsLate { get; private set; }

    private string RequestLine => LogText.Escape(_request.Head.RequestLine);

    /// <summary>Sends the request to the process.</summary>
    /// <param name="message">A writer to build the message in; used again and again.</param>
    /// <param name="isAlone">True when nothing that was sent before is still under way: then there must be room for it.</param>
    public SendState Send(ArrayBufferWriter<byte> message, bool isAlone)
    {
        ReadOnlySpan<byte> body;
        try
        {
            body = RequestMessage.Encode(_request, message);
        }
        catch (InvalidDataException error)
        {
            Refuse(Refusal.InternalError, error.Message);
            return SendState.Refused;
        }

        switch (channel.Send(message.WrittenSpan, body))
        {
            case SendOutcome.Sent:
            case SendOutcome.Closed: // The end of the control stream follows, and says it all.
                return SendState.Sent;
            case SendOutcome.TooLarge:
                Refuse(
                    Refusal.InternalError,
                    $"its message of {message.WrittenCount + body.Length} bytes is longer than a socket of this system takes at once (net.core.wmem_max); "
                    + "a smaller actor-server.connection.body-in-memory keeps bodies out of it");
                return SendState.Refused;
            case SendOutcome.Full when !isAlone:
                return SendState.NoRoom;
            case SendOutcome.Full:
                Refuse(Refusal.InternalError, "the process has not received its last message");
                return SendState.Refused;
            case var unknown:
                throw new InvalidOperationException($"Unknown outcome: {unknown}.");
        }
    }

    /// <summary>Takes the next frame of the answer.</summary>
    public AnswerState Take(ControlFrame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Head when !_isHeadTold && FramePayloads.TrySplitHead(frame.Payload, out var head, out var block):
                _isHeadTold = true;
                TakeHead(head, block, frame.IsLast);
                break;
            case FrameKind.Block when _isHeadTold:
                if (!frame.Payload.IsEmpty)
                    Tell(new ExchangeProtocol.Block(Exchange, frame.Payload));
                if (frame.IsLast)
                    Tell(new ExchangeProtocol.Ended(Exchange));
                break;
            case FrameKind.Shared when _isHeadTold && TakeShared(frame.Payload.Span) is { } block:
                Tell(new ExchangeProtocol.Block(Exchange, block.Memory, block));
                if (frame.IsLast)
                    Tell(new ExchangeProtocol.Ended(Exchange));
                break;
            case FrameKind.End when _isHeadTold:
                Tell(new ExchangeProtocol.Ended(Exchange));
                return AnswerState.Over;
            case FrameKind.Failed when FramePayloads.TryReadFailure(frame.Payload) is { } failure:
                TakeFailure(failure);
                return AnswerState.Over;
            default:
                return AnswerState.Broken;
        }

        return frame.IsLast ? AnswerState.Over : AnswerState.More;
    }

    // Null: no block lies there.
    private IMemoryOwner<byte>? TakeShared(ReadOnlySpan<byte> place) =>
        FramePayloads.TryReadPlace(place, out var offset, out var length) ? shared?.Take(offset, length) : null;

    private void TakeHead(ReadOnlyMemory<byte> wire, ReadOnlyMemory<byte> block, bool isLast)
    {
        if (_isSilenced)
            return;
        if (ResponseHead.TryParse(wire, out var head, out var error) && head is not null)
        {
            Tell(new ExchangeProtocol.Started(Exchange, head, block, isLast));
            return;
        }

        Refuse(Refusal.InvalidResponseHead, error ?? "its response head is invalid");
        if (!isLast)
            Silence();
    }

    private void TakeFailure(FramePayloads.Failure failure)
    {
        var (message, traceback) = (PrintableText.Escape(failure.Message), PrintableText.Indent(failure.Traceback));
        if (failure.Reason == ClientGone)
            // What an application does when nobody waits any more is the client's doing, and every download that is broken off would be an error.
            WsgiLog.RequestLeft(logger, _request.Id, RequestLine, worker, pid, message, traceback);
        else
            WsgiLog.RequestRaised(logger, _request.Id, RequestLine, worker, pid, message, traceback);
        Tell(new ExchangeProtocol.Failed(Exchange, failure.Reason == InvalidHead ? Refusal.InvalidResponseHead : Refusal.ApplicationRaised));
    }

    /// <summary>The request fails for a reason that the application did not raise; nothing more of it is told.</summary>
    private void Refuse(Refusal reason, string why)
    {
        WsgiLog.RequestFailed(logger, _request.Id, RequestLine, worker, pid, PrintableText.Escape(why));
        Tell(new ExchangeProtocol.Failed(Exchange, reason));
        _isSilenced = true;
    }

    /// <summary>Nobody waits for the rest: the process is told, and stays taken until it is done.</summary>
    public void Silence()
    {
        _isSilenced = true;
        // A process that does not get it cannot send more than its window, and is killed when its time is over.
        SendHint(FrameKind.Gone);
    }

    /// <summary>The client has closed its side: an application that asks is told that it has left. The answer goes on.</summary>
    public void EndInput() => SendHint(FrameKind.InputEnded);

    private void SendHint(FrameKind kind)
    {
        Span<byte> frame = stackalloc byte[Frames.HeaderSize];
        _ = channel.SendControl(frame[..Frames.WriteEmpty(frame, kind, Exchange)]);
    }

    /// <summary>The client has taken bytes. Small amounts are collected, so that the process is woken once for half a window.</summary>
    /// <returns>False when the process cannot be told: it would wait for ever.</returns>
    public bool GiveCredit(int bytes)
    {
        _credit += bytes;
        if (_credit < window / 2 || _isSilenced)
            return true;
        Span<byte> frame = stackalloc byte[Frames.CreditSize];
        var length = Frames.WriteCredit(frame, Exchange, _credit);
        _credit = 0;
        return channel.SendControl(frame[..length]);
    }

    /// <summary>It is over its time: its client has had its answer, and nothing more of it is told. Leaves a line in the log, before the stacks of its process.</summary>
    /// <param name="killDelay">When the process is killed.</param>
    /// <param name="others">How many other requests must be over before.</param>
    public void BecomeLate(TimeSpan killDelay, int others)
    {
        IsLate = true;
        if (others == 0)
            WsgiLog.Stuck(logger, _request.Id, RequestLine, worker, pid, (long)killDelay.TotalMilliseconds);
        else
            WsgiLog.StuckBesideOthers(logger, _request.Id, RequestLine, worker, pid, (long)killDelay.TotalMilliseconds, others);
        Silence();
    }

    private void Tell(object part)
    {
        if (!_isSilenced)
            run.Connection.Tell(part);
        else if (part is ExchangeProtocol.Block { Lease: { } lease })
            lease.Dispose();
    }
}
