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
        ServerProcess.WaitUntil(() => Descriptors() <= descriptors, $"the server has {Descriptors()} descriptors, before it had {descriptors}");

    // Assemblies and their symbols stay open, and are loaded when they are needed for the first time.
    internal int Descriptors() => Directory.GetFiles($"/proc/{Process.Id}/fd")
        .Count(link => new FileInfo(link).LinkTarget is { } target && Path.GetExtension(target) is not (".dll" or ".pdb"));

    public void Dispose() => Process.Dispose();
}
