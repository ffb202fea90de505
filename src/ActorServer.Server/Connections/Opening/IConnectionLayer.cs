namespace ActorServer.Server.Connections.Opening;

/// <summary>
/// A protocol between a socket's pipe and HTTP, such as TLS. Its pipe promises what a socket's does: a flush is over when the kernel has every byte, and
/// completing the pipe never blocks. The connection actor alone calls it; disposing ends it, cleanly unless it was aborted.
/// </summary>
public interface IConnectionLayer : IAsyncDisposable
{
    /// <summary>Everything is written: says so to the client and half-closes the socket; reading goes on.</summary>
    void EndSending();

    /// <summary>The connection is about to be reset: from now on nothing is sent that could pass for a clean end.</summary>
    void Abort();
}
