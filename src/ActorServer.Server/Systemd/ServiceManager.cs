using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace ActorServer.Server.Systemd;

/// <summary>
/// What the service manager wants to hear of this process (<c>sd_notify(3)</c>): lines of <c>NAME=value</c> in one datagram. Saying it never fails and never waits: who is gone is told nothing, and who does not
/// listen for a while hears the latest news when he does again.
/// </summary>
internal sealed class ServiceManager : IDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string WatchdogPidVariable = "WATCHDOG_PID";

    private const string Life = "WATCHDOG=1";
    private const int MostUnsaid = 16;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly UnixDomainSocketEndPoint _address;

    // The kernel lets a sender wait while the receiver's queue is full, and that must not be a thread of the server's.
    private readonly Channel<string> _unsaid =
        Channel.CreateBounded<string>(new BoundedChannelOptions(MostUnsaid) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private Task? _saying;

    // 1 while that is to be said: it must not push out what has happened.
    private int _isLifeUnsaid;

    // Opened at once: later there may be no descriptor left.
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private ServiceManager(string path, TimeSpan? watchdog)
    {
        _address = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        WatchdogInterval = watchdog / 2;
    }

    /// <summary>How often it wants to be told that the server is alive: twice in the time after which it would kill it. Null for never.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>
    /// The service manager that has started this process, or null. The variables are forgotten: an application, in this process or in a child, that read them would speak in the server's name.
    /// </summary>
    /// <param name="environment">Looks up a variable.</param>
    /// <param name="forget">Removes one.</param>
    public static ServiceManager? Find(Func<string, string?> environment, Action<string> forget)
    {
        var path = environment(SocketVariable);
        var isOurs = environment(WatchdogPidVariable) is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var watchdog = isOurs && long.TryParse(environment(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : (TimeSpan?)null;
        foreach (var variable in new[] { SocketVariable, WatchdogVariable, WatchdogPidVariable })
            forget(variable);

        // Other kinds of addresses (vsock) are for virtual machines.
        return path is ['/' or '@', _, ..] ? new ServiceManager(path, watchdog) : null;
    }

    /// <summary>Requests are served, also after a reload.</summary>
    /// <param name="status">What a person reads in <c>systemctl status</c>; one line.</param>
    public void Ready(string status) => Say($"READY=1\nSTATUS={status}");

    /// <summary>The application is being booted anew; <see cref="Ready"/> follows in any case.</summary>
    /// <param name="status">As for <see cref="Ready"/>.</param>
    public void Reloading(string status) =>
        Say(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000)}\nSTATUS={status}"));

    /// <summary>The server ends.</summary>
    /// <param name="status">As for <see cref="Ready"/>.</param>
    public void Stopping(string status) => Say($"STOPPING=1\nSTATUS={status}");

    /// <summary>Something else to read.</summary>
    /// <param name="status">As for <see cref="Ready"/>.</param>
    public void Status(string status) => Say($"STATUS={status}");

    /// <summary>The server is alive.</summary>
    public void Alive()
    {
        if (Interlocked.Exchange(ref _isLifeUnsaid, 1) == 0)
            Say(Life);
    }

    /// <summary>Waits a moment for what is still to be said.</summary>
    public void Dispose()
    {
        _unsaid.Writer.TryComplete();
        // Else somebody still waits in it, and the process ends all the same.
        if (_saying?.Wait(LastWords) != false)
            _socket.Dispose();
    }

    // One actor alone says things.
    private void Say(string lines)
    {
        _unsaid.Writer.TryWrite(lines);
        _saying ??= Task.Run(SayAllAsync);
    }

    private async Task SayAllAsync()
    {
        await foreach (var lines in _unsaid.Reader.ReadAllAsync())
        {
            if (ReferenceEquals(lines, Life))
                Volatile.Write(ref _isLifeUnsaid, 0);
            Send(lines);
        }
    }

    private void Send(string lines)
    {
        try
        {
            // Each time to the path, and not connected once: a service manager that is replaced has a new socket there.
            _socket.SendTo(Encoding.UTF8.GetBytes(lines), _address);
        }
        catch (SocketException)
        {
            // It is gone: there is nobody to tell.
            return;
        }
    }
}
