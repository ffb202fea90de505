namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>Two connected sockets of the AF_UNIX family: no path and no token, so that nobody else can reach them.</summary>
/// <param name="Server">The end that stays.</param>
/// <param name="Child">The end for the child; close-on-exec until its one start.</param>
internal readonly record struct SocketPair(Descriptor Server, Descriptor Child)
{
    /// <param name="type"><see cref="Libc.SockStream"/> or <see cref="Libc.SockSeqPacket"/>.</param>
    public static unsafe SocketPair Create(int type)
    {
        var pair = stackalloc int[2];
        if (Libc.SocketPair(Libc.AfUnix, type | Libc.SockCloexec, 0, pair) != 0)
            throw NativeError.Last("socketpair");
        return new SocketPair(new Descriptor(pair[0]), new Descriptor(pair[1]));
    }
}
