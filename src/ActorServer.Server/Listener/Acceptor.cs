using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace ActorServer.Server.Listener;

/// <summary>Accepts on one socket, one client at a time, without an object for each. Used by the listener actor alone.</summary>
/// <param name="bound">The listening socket; owned.</param>
/// <param name="onAcceptable">Called on any thread when <see cref="Complete"/> has a result.</param>
internal sealed class Acceptor(BoundSocket bound, Action<Acceptor> onAcceptable) : IDisposable
{
    private ConfiguredValueTaskAwaitable<Socket>.ConfiguredValueTaskAwaiter _accept;
    private Action? _continuation;

    /// <summary>The listening socket.</summary>
    public BoundSocket Bound => bound;

    /// <summary>True from <see cref="Begin"/> to <see cref="Complete"/>.</summary>
    public bool IsAccepting { get; private set; }

    /// <summary>Asks for the next client.</summary>
    /// <param name="mustWait">True to be called back also when there is one already.</param>
    /// <returns>True when there is one, or an error: <see cref="Complete"/> is due at once.</returns>
    public bool Begin(bool mustWait)
    {
        IsAccepting = true;
        ValueTask<Socket> pending = bound.Socket.AcceptAsync(CancellationToken.None);
        _accept = pending.ConfigureAwait(false).GetAwaiter();
        if (_accept.IsCompleted && !mustWait)
        {
            return true;
        }

        _accept.UnsafeOnCompleted(_continuation ??= () => onAcceptable(this));
        return false;
    }

    /// <summary>The client that was asked for.</summary>
    /// <exception cref="SocketException">It was gone, or the system has no room for it.</exception>
    public Socket Complete()
    {
        IsAccepting = false;
        return _accept.GetResult();
    }

    /// <summary>Gives up the address; whoever was asked for does not come.</summary>
    public void Dispose() => bound.Dispose();
}
