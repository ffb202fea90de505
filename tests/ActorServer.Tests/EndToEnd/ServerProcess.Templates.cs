namespace ActorServer.Tests.EndToEnd;

/// <content>With <c>preload: on</c> the server's Python children are templates, and the workers are theirs.</content>
internal sealed partial class ServerProcess
{
    /// <summary>Process ids of the forks that serve requests.</summary>
    public int[] ForkedPids() => [.. WorkerPids().SelectMany(template => ChildrenOf($"/proc/{template}/task/{template}")).Where(IsAlive)];

    /// <summary>Waits until so many workers are there, forked or started, and returns their process ids.</summary>
    public int[] WaitForWorkers(int count, bool isPreloaded)
    {
        int[] Pids() => isPreloaded ? ForkedPids() : WorkerPids();
        WaitUntil(() => Pids().Length == count && _log.Count(line => line.Contains(" is ready: ", StringComparison.Ordinal)) >= count, $"{count} workers");
        return Pids();
    }
}
