using System.Buffers;
using Akka.Actor;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.AccessLog;

/// <summary>
/// Writes one line for every <see cref="ExchangeCompleted"/> (<c>/user/access-log</c>; a subscriber of the event stream). Lines gather in a
/// bounded buffer while those before are being written; what does not fit is dropped and counted, so a slow disk never slows an answer.
/// Promises to write what it holds before it stops on <see cref="AccessLogProtocol.Close"/>.
/// </summary>
public sealed class AccessLogActor : UntypedActor, IWithTimers
{
    private sealed record Write
    {
        public static readonly Write Instance = new();
    }

    private sealed record Written(Exception? Failure);

    private const int FirstCapacity = 16 * 1024;
    private const int MostGathered = 64 * 1024;

    // A lone line leaves at once. Under load a write wakes a thread, and one for every second line would cost more than the lines do.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private readonly Stream _target;
    private readonly int _capacity;
    private readonly IAccessLogFormat _format;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    // One is filled while the other is being written.
    private ArrayBufferWriter<byte> _filling = new(FirstCapacity);
    private ArrayBufferWriter<byte> _writing = new(FirstCapacity);
    private bool _isWriting;
    private long? _written;
    private bool _isClosing;
    private long _dropped;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public AccessLogActor(AccessLogSettings settings, Stream target, ILogger logger, TimeProvider time)
    {
        _target = target;
        _logger = logger;
        _time = time;
        _capacity = settings.Buffer;
        _format = settings.Format == AccessLogFormat.Json ? new JsonAccessLogFormat() : new CombinedAccessLogFormat();
    }

    /// <summary>Set by the runtime.</summary>
    public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the first message.

    /// <summary>How to build the access log.</summary>
    /// <param name="settings">Format and bound.</param>
    /// <param name="target">Where lines go; owned and closed by the actor.</param>
    /// <param name="logger">Hears of lines that could not be written.</param>
    /// <param name="time">Tells how long ago the last lines were written; null is real time.</param>
    public static Props Props(AccessLogSettings settings, Stream target, ILogger logger, TimeProvider? time = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        return Akka.Actor.Props.Create(() => new AccessLogActor(settings, target, logger, clock));
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ExchangeCompleted));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _target.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ExchangeCompleted exchange:
                Append(exchange);
                break;
            case Write:
                StartWriting();
                break;
            case Written written:
                OnWritten(written.Failure);
                break;
            case AccessLogProtocol.Close:
                _isClosing = true;
                StartWriting();
                StopIfWritten();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Append(ExchangeCompleted exchange)
    {
        if (_filling.WrittenCount >= _capacity)
        {
            _dropped++;
            return;
        }

        bool isFirst = _filling.WrittenCount == 0;
        _format.Append(_filling, exchange);
        if (_isWriting)
        {
            return;
        }

        if (IsMuch)
        {
            StartWriting();
        }
        else if (isFirst)
        {
            WriteSoon();
        }
    }

    // Waiting longer would drop lines, or take memory.
    private bool IsMuch => _filling.WrittenCount >= Math.Min(MostGathered, _capacity / 2);

    private void WriteSoon()
    {
        TimeSpan left = _written is { } written ? Rest - _time.GetElapsedTime(written) : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
        {
            Timers.StartSingleTimer(Write.Instance, Write.Instance, left);
        }
        else
        {
            // Through the mailbox: what arrived together is written together.
            Self.Tell(Write.Instance);
        }
    }

    private void StartWriting()
    {
        if (_isWriting || _filling.WrittenCount == 0)
        {
            return;
        }

        _isWriting = true;
        (_filling, _writing) = (_writing, _filling);
        ReadOnlyMemory<byte> lines = _writing.WrittenMemory;

        // On the thread pool: a terminal or a pipe that nobody reads blocks its writer, and that must not be an actor.
        Task.Run(() =>
        {
            _target.Write(lines.Span);
            _target.Flush();
        }).PipeTo(Self, success: () => new Written(null), failure: exception => new Written(exception));
    }

    private void OnWritten(Exception? failure)
    {
        _isWriting = false;
        _written = _time.GetTimestamp();
        _writing.ResetWrittenCount();
        if (failure is not null)
        {
            ServerLog.AccessLogFailed(_logger, failure.Message);
        }

        if (_dropped > 0)
        {
            ServerLog.AccessLogDropped(_logger, _dropped);
            _dropped = 0;
        }

        if (IsMuch || _isClosing)
        {
            StartWriting();
        }
        else if (_filling.WrittenCount > 0)
        {
            WriteSoon();
        }

        StopIfWritten();
    }

    private void StopIfWritten()
    {
        if (_isClosing && !_isWriting)
        {
            Context.Stop(Self);
        }
    }
}
