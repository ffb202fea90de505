using System.IO.Pipes;
using System.Text;
using ActorServer.Gateways.Wsgi;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>The one thread that drains the output of all processes.</summary>
public sealed class OutputPumpTests : IDisposable
{
    private const int MaxLines = 20;

    private readonly ListLoggerFactory _log = new();
    private readonly OutputPump _pump;
    private readonly AnonymousPipeServerStream _output = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _error = new(PipeDirection.Out);
    private readonly ProcessOutput _attached;

    public OutputPumpTests()
    {
        _pump = new OutputPump(new OutputSettings(80, MaxLines), _log, TimeProvider.System);
        _attached = _pump.Attach("worker-1", 4711, _output.ClientSafePipeHandle, _error.ClientSafePipeHandle);
    }

    [Fact]
    public void Logs_lines_of_both_streams_with_the_name_and_the_process()
    {
        Write(_output, "to stdout\n");
        Await("Information worker-1 [4711]: to stdout");
        Write(_error, "to stderr\n");
        Await("Information worker-1 [4711]: to stderr");
    }

    [Fact]
    public void Escapes_controls_and_keeps_letters()
    {
        Write(_output, "\u001b[31mrot\u0007 gr\u00fcn\ttab\u2028x\n");
        Await("worker-1 [4711]: \\x1B[31mrot\\x07 gr\u00fcn\ttab\\x2028x");
    }

    [Fact]
    public void Cuts_a_long_line()
    {
        Write(_output, new string('a', 81) + "\n" + new string('b', 80) + "\n");
        Await($"worker-1 [4711]: {new string('a', 80)} [...]");
        Await($"worker-1 [4711]: {new string('b', 80)}");
    }

    [Fact]
    public void Logs_a_last_line_without_end_when_the_process_has_gone()
    {
        Write(_output, "the last words");
        _output.Dispose();
        Await("worker-1 [4711]: the last words");
    }

    [Fact]
    public void Logs_what_was_written_before_the_release_also_when_others_hold_the_pipe_open()
    {
        Write(_output, "before\nlast");
        _pump.Release(_attached);
        Await("worker-1 [4711]: before");
        Await("worker-1 [4711]: last");
        WaitFor(() => IsBroken(_output));
    }

    [Fact]
    public void Counts_the_lines_of_a_flood_instead_of_keeping_them()
    {
        const int lines = 200_000;
        var flood = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("flood\n", 1000)));
        for (var i = 0; i < lines / 1000; i++)
            _output.Write(flood);
        _output.Dispose();
        _error.Dispose();
        _pump.Release(_attached);
        WaitFor(() => Kept() + NotKept() == lines);
        Assert.True(NotKept() > lines / 2);
    }

    public void Dispose()
    {
        _pump.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private int Kept() => _log.Lines.Count(line => line.EndsWith(": flood", StringComparison.Ordinal));

    private int NotKept() => _log.Lines.Where(line => line.Contains("lines were not kept", StringComparison.Ordinal))
        .Sum(line => int.Parse(line.Split("]: ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

    private static void Write(AnonymousPipeServerStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static bool IsBroken(AnonymousPipeServerStream stream)
    {
        try
        {
            Write(stream, "x");
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private void Await(string line) => WaitFor(() => _log.Lines.Any(logged => logged.EndsWith(line, StringComparison.Ordinal)));

    private static void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)), "The condition did not come.");
}
