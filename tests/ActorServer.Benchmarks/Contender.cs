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
    }

    public string Name { get; }

    public int Port { get; }

    public List<Load.Result> Results { get; } = [];

    public double RequestsPerSecond => Median(result => result.RequestsPerSecond);

    /// <summary>Processor time of the server and its children for one request, in microseconds.</summary>
    public double MicrosecondsPerRequest => Median(result => result.MicrosecondsPerRequest);

    public int Errors => Results.Sum(result => result.Errors);

    /// <summary>One bounded run of requests for a path.</summary>
    public void Run(string path, int seconds)
    {
        double before = ProcessTree.ProcessorSeconds(_process.Id);
        Load.Result result = Load.Run(Port, path, seconds);
        double used = ProcessTree.ProcessorSeconds(_process.Id) - before;
        Results.Add(result with { MicrosecondsPerRequest = used * 1e6 / result.Requests });
    }

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
        using (Process kill = Process.Start("kill", [$"-{Terminate}", $"{_process.Id}"]))
        {
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private double Median(Func<Load.Result, double> of) => Results.Select(of).Order().ElementAt(Results.Count / 2);

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
