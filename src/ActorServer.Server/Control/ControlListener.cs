using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorServer.Server.Listener;
using ActorServer.Server.Privileges;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Control;

/// <summary>
/// The control socket of a server: a connection brings one line of JSON, gets one, and is closed. The asker of a stop stays connected: the end of the connection is the end of
/// the server. A connection costs nothing but itself, so one that stays silent hurts nobody; it is cut after <see cref="Patience"/>.
/// </summary>
internal sealed partial class ControlListener : IDisposable
{
    /// <summary>How long a client may take for its line, and for taking its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of a command at most.</summary>
    public const int LongestCommand = 4096;

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Backlog = 128;
    private const int MostConnections = 256;

    // Out of descriptors: trying again at once would only spin.
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PauseInterval = TimeSpan.FromSeconds(1);

    private readonly BoundSocket _bound;
    private readonly IControlCommands _commands;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _room = new(MostConnections);

    // Those who wait for the end of the process: the system closes them with it.
    private readonly ConcurrentBag<Socket> _kept = [];

    private long? _lastPause;

    private ControlListener(BoundSocket bound, IControlCommands commands, ILogger logger)
    {
        _bound = bound;
        _commands = commands;
        _logger = logger;
        _ = AcceptAsync();
    }

    /// <summary>Makes the socket, replacing one that a dead server has left, and serves it.</summary>
    /// <param name="path">Where; its folder exists.</param>
    /// <param name="commands">Who does what is asked.</param>
    /// <param name="logger">Takes what a person should know.</param>
    /// <exception cref="ControlException">It cannot be made, or another server has it.</exception>
    /// <param name="owner">Whom the socket is given to; null leaves it.</param>
    public static ControlListener Open(string path, IControlCommands commands, ILogger logger, FileOwner? owner = null)
    {
        try
        {
            return new ControlListener(BoundSocket.ListenUnix(path, Backlog, OwnerAlone, owner), commands, logger);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new ControlException($"The control socket {path} is another server's: end that, or name another ({ControlPath.Key}).");
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            // The kernel has other words for these two: an address that cannot be assigned, and a connection that is refused.
            var reason = (exception as SocketException)?.SocketErrorCode switch
            {
                SocketError.AddressNotAvailable => "its folder does not exist: make it, or name another",
                SocketError.ConnectionRefused => "there is a file of another kind: remove it, or name another",
                _ => exception.Message,
            };
            throw new ControlException($"The control socket {path} cannot be made: {reason} ({ControlPath.Key}).");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _bound.Dispose();
        GC.KeepAlive(_kept);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            await _room.WaitAsync(CancellationToken.None);
            try
            {
                _ = ServeAsync(await _bound.Socket.AcceptAsync(_end.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException || _end.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException exception)
            {
                _room.Release();
                LogPause(exception.Message);
                await Task.Delay(AcceptPause);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        // Off the accepting loop: what comes first is looked at on this thread.
        await Task.Yield();
        var isKept = false;
        try
        {
            if (Peer.IsAllowed(client) && await ReadAsync(client) is { } command)
                isKept = await AnswerAsync(client, command);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has left, is too slow, or the server ends: there is nobody to tell.
        }
        catch (Exception exception)
        {
            LogFailed(_logger, exception);
        }
        finally
        {
            if (!isKept)
                client.Dispose();
            _room.Release();
        }
    }

    private async Task<byte[]?> ReadAsync(Socket client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(Patience);
        return await ControlLine.ReadAsync(client, LongestCommand, patience.Token);
    }

    // True when the connection stays open until the process ends.
    private async Task<bool> AnswerAsync(Socket client, byte[] line)
    {
        var (name, isNow) = Parse(line);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        var watch = WatchAsync(client, left);
        var answer = name switch
        {
            "status" => await _commands.StatusAsync(left.Token),
            "reload" => await _commands.ReloadAsync(left.Token),
            "stop" => await _commands.AnnounceStopAsync(isNow, left.Token),
            _ => new JsonObject { ["error"] = "status, reload and stop are the commands." },
        };
        await left.CancelAsync();
        await watch;
        using var patience = new CancellationTokenSource(Patience);
        await ControlLine.WriteAsync(client, answer, patience.Token);
        if (name != "stop")
            return false;
        _kept.Add(client);
        _commands.Stop(isNow);
        return true;
    }

    // A client that hangs up while it waits takes its wait with it. It has nothing more to say: whatever comes means the same.
    private static async Task WatchAsync(Socket client, CancellationTokenSource left)
    {
        try
        {
            _ = await client.ReceiveAsync(new byte[1], SocketFlags.None, left.Token);
            await left.CancelAsync();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is answered, or gone.
        }
    }

    private static (string? Name, bool IsNow) Parse(byte[] line)
    {
        try
        {
            var command = JsonNode.Parse(line) as JsonObject;
            return ((string?)command?["command"], (bool?)command?["now"] ?? false);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return (null, false);
        }
    }

    // Ten a second would fill the log for as long as it lasts.
    private void LogPause(string reason)
    {
        if (_lastPause is { } last && Stopwatch.GetElapsedTime(last) < PauseInterval)
            return;
        _lastPause = Stopwatch.GetTimestamp();
        LogPause(_logger, reason);
    }

    [LoggerMessage(1, LogLevel.Warning, "the control socket pauses: {Reason}")]
    private static partial void LogPause(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Error, "a command over the control socket failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
