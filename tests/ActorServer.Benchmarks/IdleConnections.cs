using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorServer.Benchmarks;

/// <summary>What keep-alive connections cost that have asked once and do nothing any more.</summary>
internal static class IdleConnections
{
    public const int Most = 10_000;

    private const int WarmUp = 100;

    private static readonly int[] Counts = [1000, Most];
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: idle\r\nAccept: */*\r\n\r\n");

    /// <summary>Opens so many, measures, and closes them; needs about as many descriptors.</summary>
    /// <returns>A Markdown table.</returns>
    public static string Run(Contender server)
    {
        server.AwaitListening();
        var connections = new List<Socket>();
        var table = new StringBuilder("| idle connections | resident, kB | of it heap, kB | bytes each, resident | bytes each, heap |\n|---|---|---|---|---|\n");
        try
        {
            // What the first requests load and compile is no connection's.
            Open(server.Port, WarmUp, connections);
            Thread.Sleep(Rest);
            ProcessTree.Memory before = server.OwnMemory();
            Add(table, 0, before, before);
            foreach (int count in Counts)
            {
                Open(server.Port, count - (connections.Count - WarmUp), connections);
                Thread.Sleep(Rest);
                Add(table, count, before, server.OwnMemory());
            }
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }

        return table.ToString();
    }

    private static void Open(int port, int count, List<Socket> connections)
    {
        var answer = new byte[4096];
        for (; count > 0; count--)
        {
            var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            connections.Add(connection);
            connection.Connect(IPAddress.Loopback, port);
            connection.Send(Request);
            if (connection.Receive(answer) == 0)
            {
                throw new InvalidOperationException($"Connection {connections.Count} was closed.");
            }
        }
    }

    private static void Add(StringBuilder table, int count, ProcessTree.Memory before, ProcessTree.Memory now) => table.AppendLine(
        CultureInfo.InvariantCulture,
        $"| {count} | {now.Resident / 1024} | {now.Anonymous / 1024} | {Each(now.Resident - before.Resident, count)} | {Each(now.Anonymous - before.Anonymous, count)} |");

    private static string Each(long bytes, int count) => count == 0 ? "" : (bytes / count).ToString(CultureInfo.InvariantCulture);
}
