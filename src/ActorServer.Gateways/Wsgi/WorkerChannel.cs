using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorServer.Gateways.Wsgi.Native;
using ActorServer.Gateways.Wsgi.Shared;

namespace ActorServer.Gateways.Wsgi;

/// <summary>How the sending of a request message ended.</summary>
internal enum SendOutcome
{
    /// <summary>The kernel has the whole message.</summary>
    Sent,

    /// <summary>The message is longer than the kernel takes in one piece.</summary>
    TooLarge,

    /// <summary>The kernel has no room: an earlier message was never received.</summary>
    Full,

    /// <summary>The process's end is closed.</summary>
    Closed,
}

/// <summary>
/// The two socket pairs between the server and one Python process (layout: Frames.cs). The server keeps the process's end of the requests pair
/// open too: after a death it tells from it whether the process had received the last request.
/// </summary>
internal sealed class WorkerChannel : IDisposable
{
    private readonly SocketPair _requests;
    private readonly Descriptor _childControl;

    private WorkerChannel(SocketPair requests, Socket control, Descriptor childControl)
    {
        _requests = requests;
        Control = control;
        _childControl = childControl;
    }

    /// <summary>The server's end of the control stream.</summary>
    public Socket Control { get; }

    /// <summary>The process's end of the requests pair, by number.</summary>
    public int ChildRequestsNumber => _requests.Child.Number;

    /// <summary>The process's end of the control stream, by number.</summary>
    public int ChildControlNumber => _childControl.Number;

    public static WorkerChannel Create()
    {
        var requests = SocketPair.Create(Libc.SockSeqPacket);
        var control = SocketPair.Create(Libc.SockStream);
        return new WorkerChannel(requests, new Socket(new SafeSocketHandle(control.Server.Detach(), ownsHandle: true)), control.Child);
    }

    /// <summary>Runs the one start of a process that inherits its two ends; no other program ever gets them.</summary>
    public void Bequeath(Action start)
    {
        _requests.Child.SetInheritable(true);
        _childControl.SetInheritable(true);
        try
        {
            start();
        }
        finally
        {
            _requests.Child.SetInheritable(false);
            // Closed here so that the stream ends when the process does.
            _childControl.Dispose();
        }
    }

    /// <summary>Sends one message to this process, a template, that gives it another channel's ends and its outputs for a new process; never blocks.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The kernel did not take it.</exception>
    public void SendEnds(ReadOnlySpan<byte> message, WorkerChannel other, Descriptor output, Descriptor error)
    {
        DescriptorMessage.Send(_requests.Server, message, [other._requests.Child, other._childControl, output, error]);
        // As after a start of our own: the stream ends when the new process does.
        other._childControl.Dispose();
    }

    /// <summary>Sends the setup, with the memory that is shared; never blocks. A process that is dead already is seen by the end of its stream.</summary>
    public void SendSetup(ReadOnlySpan<byte> message, SharedRegion? shared)
    {
        if (shared is null)
            _ = Send(message);
        else
            _ = DescriptorMessage.TrySend(_requests.Server, message, [shared.Descriptor]);
    }

    /// <summary>Sends one message to the process; never blocks.</summary>
    /// <param name="message">The message, or its beginning.</param>
    /// <param name="rest">What lies elsewhere of it.</param>
    public SendOutcome Send(ReadOnlySpan<byte> message, ReadOnlySpan<byte> rest = default)
    {
        if (rest.IsEmpty ? TrySend(_requests.Server, message) : TrySend(_requests.Server, message, rest))
            return SendOutcome.Sent;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.EMsgSize => SendOutcome.TooLarge,
            Libc.EAgain or Libc.ENoBufs => SendOutcome.Full,
            _ => SendOutcome.Closed,
        };
    }

    /// <summary>Sends one frame on the control stream; never blocks.</summary>
    /// <returns>False when the kernel did not take all of it: the stream is of no use any more.</returns>
    public bool SendControl(ReadOnlySpan<byte> frame) => TrySend(Control.SafeHandle, frame);

    /// <summary>Takes the oldest message back that the process has not received. The kernel gives a message to one receiver alone: what comes back never runs there.</summary>
    /// <param name="exchange">The exchange of the message.</param>
    /// <returns>False when there is none.</returns>
    public unsafe bool TakeBack(out long exchange)
    {
        // The header is enough: the kernel throws the rest of a SEQPACKET message away.
        Span<byte> header = stackalloc byte[Frames.HeaderSize];
        nint received;
        fixed (byte* first = header)
        {
            do
                received = Libc.Receive(_requests.Child, first, (nuint)header.Length, Libc.MsgDontWait | Libc.MsgTrunc);
            while (received < 0 && Marshal.GetLastPInvokeError() == Libc.EIntr);
        }

        exchange = received < Frames.HeaderSize ? 0 : Frames.ExchangeOf(header);
        return received > 0;
    }

    /// <summary>Tells the process that no more requests will come: it leaves after what it runs.</summary>
    public void CloseRequests() => _requests.Server.Dispose();

    public void Dispose()
    {
        _requests.Server.Dispose();
        _requests.Child.Dispose();
        _childControl.Dispose();
        Control.Dispose();
    }

    private static unsafe bool TrySend(Descriptor descriptor, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> rest)
    {
        if (descriptor.IsClosed)
            return false;
        fixed (byte* first = bytes, second = rest)
        {
            var segments = stackalloc Libc.Segment[]
            {
                new() { Start = first, Length = (nuint)bytes.Length }, new() { Start = second, Length = (nuint)rest.Length },
            };
            var message = new Libc.MessageHeader { Segments = segments, SegmentCount = 2 };
            return Libc.TrySendMessage(descriptor, &message, bytes.Length + rest.Length);
        }
    }

    private static unsafe bool TrySend(SafeHandle descriptor, ReadOnlySpan<byte> bytes)
    {
        if (descriptor.IsClosed)
            return false;
        fixed (byte* first = bytes)
        {
            nint sent;
            do
                sent = Libc.Send(descriptor, first, (nuint)bytes.Length, Libc.MsgDontWait | Libc.MsgNoSignal);
            while (sent < 0 && Marshal.GetLastPInvokeError() == Libc.EIntr);
            return sent == bytes.Length;
        }
    }
}
