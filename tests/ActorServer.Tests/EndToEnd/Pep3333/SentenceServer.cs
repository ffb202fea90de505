using ActorServer.Tests.EndToEnd.AspNetCore;

namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>The server on all clauses, for all tests of a class: one worker, so that what one request notes the next can tell.</summary>
public sealed class SentenceServer : IDisposable
{
    internal ServerProcess Process { get; } = ServerProcess.StartIn(
        Path.Combine(ServerProcess.Root, "tests", "apps", "pep3333"), "clauses", "concurrency: 1\nenv: {PYTHONDONTWRITEBYTECODE: \"1\"}");

    /// <summary>Sends a request on a connection of its own and reads to the connection's end.</summary>
    internal async Task<RawAnswer> AskAsync(string method, string request)
    {
        using var wire = await Wire.ConnectAsync(Process.Url);
        await wire.SendAsync(request);
        var (text, isReset) = await wire.ReadToEndAsync();
        return RawAnswer.Parse(method, text, isReset);
    }

    /// <summary>What applications have noted since it was last asked for.</summary>
    internal async Task<string> NotesAsync() => (await AskAsync("GET", "GET /plain/seen HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")).Body;

    public void Dispose() => Process.Dispose();
}
