using System.Runtime.InteropServices;

namespace ActorServer.Hosting;

/// <summary>
/// What signals mean. States: running → draining → now. The first SIGTERM or SIGINT drains; a later one means now, unless it comes within a
/// second of the first: launchers forward to their child what the terminal has sent to the whole group. SIGHUP never ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<string> _drain;
    private readonly Action<string> _now;
    private readonly Action _hangUp;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long? _drainingSince;
    private bool _isNow;

    /// <summary>Knows what to do; hears nothing before <see cref="Listen"/>.</summary>
    /// <param name="time">The clock for the second in which a signal is an echo.</param>
    /// <param name="drain">Called once, with the signal's name.</param>
    /// <param name="now">Called at most once, after <paramref name="drain"/>.</param>
    /// <param name="hangUp">Called for each SIGHUP.</param>
    public StopSignals(TimeProvider time, Action<string> drain, Action<string> now, Action hangUp) =>
        (_time, _drain, _now, _hangUp) = (time, drain, now, hangUp);

    /// <summary>Takes the signals from the runtime until <see cref="Dispose"/>.</summary>
    public void Listen()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Receive(context.Signal);
            }));
        }
    }

    /// <summary>Does what a signal means in the present state.</summary>
    /// <param name="signal">SIGTERM, SIGINT or SIGHUP.</param>
    public void Receive(PosixSignal signal)
    {
        switch (signal)
        {
            case PosixSignal.SIGHUP:
                _hangUp();
                break;
            case PosixSignal.SIGTERM or PosixSignal.SIGINT:
                Stop(signal.ToString());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not a signal of the server.");
        }
    }

    /// <summary>Somebody asks for what the first signal means; does nothing when that is under way.</summary>
    /// <param name="name">Who asks.</param>
    public void Drain(string name)
    {
        lock (_gate)
        {
            if (_drainingSince is not null)
                return;
            _drainingSince = _time.GetTimestamp();
        }

        _drain(name);
    }

    /// <summary>Somebody asks for what the second signal means.</summary>
    /// <param name="name">Who asks.</param>
    public void Now(string name)
    {
        Drain(name);
        lock (_gate)
        {
            if (_isNow)
                return;
            _isNow = true;
        }

        _now(name);
    }

    /// <summary>Leaves the signals to the runtime again.</summary>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Stop(string name)
    {
        Action<string>? then = null;
        lock (_gate)
        {
            if (_drainingSince is not { } since)
            {
                _drainingSince = _time.GetTimestamp();
                then = _drain;
            }
            else if (!_isNow && _time.GetElapsedTime(since) >= Echo)
            {
                _isNow = true;
                then = _now;
            }
        }

        then?.Invoke(then == _now ? name + " again" : name);
    }
}
