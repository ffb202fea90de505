using System.Net.Sockets;
using System.Text;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A connection as bytes; text is Latin-1, a character for a byte.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket;
    private readonly StringBuilder _read = new();
    private readonly CancellationTokenSource _ceiling = new(RunningApplication.Ceiling);

    private Wire(Socket socket) => _socket = socket;

    /// <summary>The client's end.</summary>
    public int LocalPort => ((System.Net.IPEndPoint)_socket.LocalEndPoint!).Port; // A connected socket has both ends.

    public static async Task<Wire> ConnectAsync(Uri url)
    {
        var wire = new Wire(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        await wire._socket.ConnectAsync(url.Host, url.Port, wire._ceiling.Token);
        return wire;
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text), _ceiling.Token);

    /// <summary>Reads to the marker, and gives all up to its end; what came behind it is kept.</summary>
    public async Task<string> ReadUntilAsync(string marker)
    {
        int at;
        while ((at = _read.ToString().IndexOf(marker, StringComparison.Ordinal)) < 0)
            Assert.True(await ReadAsync() > 0, $"The connection ended before \"{marker}\"; read: {_read}");
        var text = _read.ToString(0, at + marker.Length);
        _read.Remove(0, text.Length);
        return text;
    }

    /// <summary>Reads a head.</summary>
    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    /// <summary>Reads until the server closes or resets the connection; gives what was not read before.</summary>
    public async Task<(string Text, bool IsReset)> ReadToEndAsync()
    {
        try
        {
            while (await ReadAsync() > 0)
            {
            }

            return (_read.ToString(), false);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return (_read.ToString(), true);
        }
    }

    /// <summary>Ends what the client sends; it still reads.</summary>
    public void CloseSide() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Leaves at once, as a client that is killed with unread bytes does.</summary>
    public void Reset() => _socket.Close(timeout: 0);

    public void Dispose()
    {
        _socket.Dispose();
        _ceiling.Dispose();
    }

    private async Task<int> ReadAsync()
    {
        var bytes = new byte[64 * 1024];
        var read = await _socket.ReceiveAsync(bytes, _ceiling.Token);
        _read.Append(Encoding.Latin1.GetString(bytes, 0, read));
        return read;
    }
}
