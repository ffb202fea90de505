using System.Globalization;

namespace ActorServer.Tests.EndToEnd;

/// <summary>How the kernel's scheduler sees the server and its processes.</summary>
[Collection(Processes.Name)]
public sealed class TurnTests
{
    private const int Other = 0;
    private const int Batch = 3;

    [Theory]
    [InlineData("on", Batch)]
    [InlineData("off", Other)]
    public void Server_and_processes_wait_for_their_turns_as_the_setting_says(string setting, int policy)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, $"actor-server.wsgi.short-turns = {setting}");
        using ServerProcess server = ServerProcess.Start("hello", $"concurrency: 1\nhocon: {file}");
        File.Delete(file);
        int expected = KnowsTurns() ? policy : Other;

        // Threads that the runtime starts before the program have their own.
        Assert.All(Directory.GetDirectories($"/proc/{server.Id}/task").Where(IsWorking), task => Assert.Equal(expected, PolicyOf(task)));
        Assert.All(server.WorkerPids(), pid => Assert.Equal(expected, PolicyOf($"/proc/{pid}")));
    }

    private static bool IsWorking(string task) =>
        File.ReadAllText(Path.Combine(task, "comm")).TrimEnd() is ".NET TP Worker" or ".NET Sockets" or "dotnet" || File.ReadAllText(Path.Combine(task, "comm")).StartsWith("actorserver", StringComparison.Ordinal);

    // proc(5): the policy is field 41, the 39th behind the name.
    private static int PolicyOf(string folder)
    {
        string stat = File.ReadAllText(Path.Combine(folder, "stat"));
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[38], CultureInfo.InvariantCulture);
    }

    private static bool KnowsTurns() => Environment.OSVersion.Version >= new Version(6, 12);
}
