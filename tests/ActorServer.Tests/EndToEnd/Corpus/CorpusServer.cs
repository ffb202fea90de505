using System.Text.Json;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>One server for all that is sent: a Python process that records what it sees.</summary>
public sealed class CorpusServer : IDisposable
{
    /// <summary>A server for all tests of a class.</summary>
    public CorpusServer() : this("")
    {
    }

    internal CorpusServer(string extraYaml) => Process = ServerProcess.StartIn(
        Path.Combine(ServerProcess.Root, "tests", "apps", "recorder"), "wsgi", $"concurrency: 1\nqueue-size: 1000\nenv: {{PYTHONDONTWRITEBYTECODE: \"1\"}}\n{extraYaml}");

    internal ServerProcess Process { get; }

    /// <summary>How many requests the application has seen by now, and how many of them were those behind others.</summary>
    internal (int Requests, int Evil) Seen()
    {
        using HttpClient client = Process.Client();
        client.DefaultRequestHeaders.ConnectionClose = true;
        using JsonDocument seen = JsonDocument.Parse(client.GetStringAsync("/seen").GetAwaiter().GetResult());
        return (seen.RootElement.GetProperty("requests").GetInt32(), seen.RootElement.GetProperty("evil").GetInt32());
    }

    /// <summary>Waits until the server has as many descriptors as before: all connections are gone from it.</summary>
    internal void WaitUntilClosed(int descriptors) =>
        ServerProcess.WaitUntil(() => Descriptors() <= descriptors, () => $"before it had {descriptors}, now the server has {string.Join(", ", Open().GroupBy(KindOf).Select(kind => $"{kind.Count()} × {kind.Key}"))}");

    internal int Descriptors() => Open().Count();

    // Assemblies and their symbols stay open, and are loaded when they are needed for the first time.
    private IEnumerable<string> Open() => Directory.GetFiles($"/proc/{Process.Id}/fd")
        .Select(link => new FileInfo(link).LinkTarget)
        .OfType<string>()
        .Where(target => Path.GetExtension(target) is not (".dll" or ".pdb"));

    // "socket:[12345]" is a socket.
    private static string KindOf(string target) => target.StartsWith('/') ? target : target.Split('[')[0];

    public void Dispose() => Process.Dispose();
}
