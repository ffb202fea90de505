using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorServer.Benchmarks;

/// <summary>A server under load: a process with its children, its port and what was measured.</summary>
internal sealed class Contender : IDisposable
{
    private const int Terminate = 15;

    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly List<Load.Result> _results = [];
    private bool _isDisposed;

    /// <summary>Starts a server.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="port">Where it is told to listen.</param>
    /// <param name="folder">Its working directory.</param>
    /// <param name="program">Its program.</param>
    /// <param name="arguments">The program's arguments.</param>
    public Contender(string name, int port, string folder, string program, params string[] arguments)
    {
        Name = name;
        Port = port;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();

        // Also when somebody ends the benchmark: what it has started would go on.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>Memory of the server's own process.</summary>
    public ProcessTree.Memory OwnMemory() => ProcessTree.OwnMemory(_process.Id);

    /// <summary>One bounded run of requests.</summary>
    public Load.Result Run(Load load, int seconds)
    {
        double before = ProcessTree.ProcessorSeconds(_process.Id);
        Load.Result result = load.Run(Port, seconds);
        double used = ProcessTree.ProcessorSeconds(_process.Id) - before;
        _results.Add(result with { MicrosecondsPerRequest = used * 1e6 / result.Requests });
        return _results[^1];
    }

    /// <summary>What it has shown; asks once more, to see whether it serves every connection.</summary>
    public Standing Stand(Load load) => new(
        Name,
        Median(result => result.RequestsPerSecond),
        Median(result => result.Median),
        Median(result => result.P99),
        Median(result => result.MicrosecondsPerRequest),
        ProcessTree.MemoryBytes(_process.Id),
        _results.Sum(result => result.Errors),
        load.SlowestConnection(Port));

    public void AwaitListening()
    {
        var waited = Stopwatch.StartNew();
        while (!IsListening())
        {
            if (_process.HasExited || waited.Elapsed > Ceiling)
            {
                throw new InvalidOperationException($"{Name} does not listen on port {Port}.");
            }

            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        using (Process kill = Process.Start("kill", [$"-{Terminate}", $"{_process.Id}"]))
        {
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private double Median(Func<Load.Result, double> of) => _results.Select(of).Order().ElementAt(_results.Count / 2);

    private bool IsListening()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
