using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorServer.Server.Control;

/// <summary>The other end of a control socket: finds a server, says one line to it, and reads one.</summary>
internal sealed class ControlClient : IDisposable
{
    // What a pool of a thousand busy workers has to say is below it by far.
    private const int LongestAnswer = 64 << 20;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket;

    private ControlClient(Socket socket, string path) => (_socket, Path) = (socket, path);

    /// <summary>The socket that answered.</summary>
    public string Path { get; }

    /// <summary>Connects to the first of the paths at which a server listens.</summary>
    /// <param name="paths">Where it may be.</param>
    /// <param name="isNamed">True when somebody has named the path: whose folder that is was his to know.</param>
    /// <exception cref="ControlException">There is no server at any of them.</exception>
    public static async Task<ControlClient> ConnectAsync(IReadOnlyList<string> paths, bool isNamed = false)
    {
        var reasons = new List<string>();
        foreach (var path in paths)
        {
            if (!isNamed && System.IO.Path.GetDirectoryName(path) is { } folder && RuntimeFolder.Problem(folder) is { } problem)
            {
                reasons.Add(problem);
                continue;
            }

            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
                return new ControlClient(socket, path);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                if (exception.SocketErrorCode == SocketError.AccessDenied)
                    reasons.Add($"{path} is another user's: permission denied.");
            }
        }

        throw new ControlException($"No server answers at {string.Join(" or ", paths)}. {string.Join(' ', reasons)}".TrimEnd());
    }

    /// <summary>Says a command and waits for its answer, without a limit.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="isNow">What a stop is told.</param>
    /// <exception cref="ControlException">The server ended before it answered, or does not know the command.</exception>
    public async Task<JsonObject> AskAsync(string command, bool isNow = false)
    {
        try
        {
            await ControlLine.WriteAsync(_socket, new JsonObject { ["command"] = command, ["now"] = isNow }, CancellationToken.None);
            var answer = await ControlLine.ReadAsync(_socket, LongestAnswer, CancellationToken.None) is { } line ? JsonNode.Parse(line) as JsonObject : null;
            return answer switch
            {
                null => throw new ControlException("The server has ended, or refused to answer, before it had answered."),
                { } failed when (string?)failed["error"] is { } error => throw new ControlException(error),
                _ => answer,
            };
        }
        catch (Exception exception) when (exception is SocketException or JsonException)
        {
            throw new ControlException($"The server at {Path} broke off: {exception.Message}");
        }
    }

    /// <summary>After a stop: completes when the server's process is gone.</summary>
    /// <param name="pid">The server's process id, as it said.</param>
    public async Task WaitForEndAsync(int pid)
    {
        try
        {
            _ = await _socket.ReceiveAsync(new byte[1], SocketFlags.None);
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }

        // The system closes a process's sockets a moment before it is gone.
        while (IsAlive(pid))
            await Task.Delay(LookInterval);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static bool IsAlive(int pid)
    {
        try
        {
            // One that its parent has not collected yet has ended all the same.
            return !File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
