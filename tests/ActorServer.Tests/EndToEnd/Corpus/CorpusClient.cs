using System.Net.Sockets;
using System.Text;
using ActorServer.Conformance.Corpus;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>One request of the corpus on a connection of its own.</summary>
internal sealed class CorpusClient : IDisposable
{
    /// <summary>The request that nobody must see behind a refused one. It asks to close, so that the connection's end is the end of all answers.</summary>
    public const string Evil = "GET /evil HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private readonly Socket _socket;
    private readonly List<ReadOnlyMemory<byte>> _pieces;

    public CorpusClient(ServerProcess server, RawRequest request, Feeding feeding)
    {
        _socket = server.Connect();
        Request = request;
        HasEvilBehind = feeding != Feeding.Whole && !request.Ends;
        byte[] bytes = Encoding.Latin1.GetBytes(request.Text + (HasEvilBehind ? Evil : ""));
        _pieces = Cut(bytes, feeding);
    }

    public RawRequest Request { get; }

    /// <summary>True when another request is sent behind this one.</summary>
    public bool HasEvilBehind { get; }

    /// <summary>Sends all pieces of all clients in turn: while the others get theirs, the server reads what one has got.</summary>
    public static void Feed(IEnumerable<CorpusClient> clients)
    {
        for (List<CorpusClient> sending = [.. clients]; sending.Count > 0;)
        {
            sending.RemoveAll(client => !client.SendNext());
        }
    }

    /// <summary>Sends the next piece; behind the last one ends the client's side where nothing else would end the connection.</summary>
    /// <returns>False when all is sent.</returns>
    public bool SendNext()
    {
        try
        {
            if (_pieces.Count > 0)
            {
                _socket.Send(_pieces[0].Span);
                _pieces.RemoveAt(0);
                return true;
            }

            if (Request.Ends || (!HasEvilBehind && !Request.Closes))
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.ConnectionAborted && Request.Closes)
        {
            // The server has closed already; what it answered can still be read.
            _pieces.Clear();
        }

        return false;
    }

    /// <summary>Reads to the end that the server makes.</summary>
    public string ReadToEnd()
    {
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int count; (count = _socket.Receive(buffer)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset && Request.Closes)
        {
            // It has closed while this client still sent.
        }

        return answer.ToString();
    }

    public void Dispose() => _socket.Dispose();

    private static List<ReadOnlyMemory<byte>> Cut(byte[] bytes, Feeding feeding)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        int start = 0;
        for (int end = 1; end <= bytes.Length; end++)
        {
            if (end == bytes.Length || feeding == Feeding.ByBytes || (feeding == Feeding.ByLines && bytes[end - 1] == '\n'))
            {
                pieces.Add(bytes.AsMemory(start..end));
                start = end;
            }
        }

        return pieces;
    }
}
