using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>The output of one process on its way into the log: at most so many lines a second, the rest counted. Used by the pump's thread alone.</summary>
/// <param name="name">Who writes: <c>worker-1</c>.</param>
/// <param name="pid">The process.</param>
/// <param name="handles">Reading ends of its standard output and error; closed by the pump.</param>
/// <param name="settings">The limits.</param>
/// <param name="logger">The server's log.</param>
/// <param name="time">Counts the seconds.</param>
internal sealed class ProcessOutput(string name, int pid, SafePipeHandle[] handles, OutputSettings settings, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _intervalStart = time.GetTimestamp();
    private int _linesInInterval;
    private long _notKept;

    /// <summary>The reading ends.</summary>
    public IReadOnlyList<SafePipeHandle> Handles { get; } = handles;

    /// <summary>True while lines were counted and not yet reported.</summary>
    public bool HasUnreported => _notKept > 0;

    /// <summary>A reader for one of the two streams; both share the limit.</summary>
    /// <param name="mark">The secret in the marks of requests.</param>
    public MarkedOutput NewReader(string mark) => new(mark, new LineSplitter(settings.MaxLine, OnLine));

    /// <summary>Reports lines that were not kept once their second is over, or at once.</summary>
    public void Report(bool isLast = false)
    {
        if (!isLast && time.GetElapsedTime(_intervalStart) < Interval)
            return;
        if (_notKept > 0)
            WsgiLog.OutputNotKept(logger, name, pid, _notKept, settings.MaxLinesPerSecond);
        _notKept = 0;
        _linesInInterval = 0;
        _intervalStart = time.GetTimestamp();
    }

    private void OnLine(ReadOnlySpan<byte> line, bool isCut, string? request)
    {
        Report();
        if (_linesInInterval >= settings.MaxLinesPerSecond)
        {
            _notKept++;
            return;
        }

        _linesInInterval++;
        var text = PrintableText.Escape(Encoding.UTF8.GetString(line)) + (isCut ? " [...]" : "");
        if (request is null)
            WsgiLog.Output(logger, name, pid, text);
        else
            WsgiLog.RequestOutput(logger, name, pid, request, text);
    }
}
