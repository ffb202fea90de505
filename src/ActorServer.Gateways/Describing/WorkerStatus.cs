namespace ActorServer.Gateways.Describing;

/// <summary>A worker's answer to <see cref="GatewayProtocol.Describe"/>.</summary>
/// <param name="Worker">Its number, from 1.</param>
/// <param name="LastExit">How the last process that ended did; null when none has.</param>
/// <param name="Processes">Those that live, the oldest first; empty while the next start waits.</param>
/// <param name="IsSlot">True for a slot of an ASP.NET Core application, which is no process of its own.</param>
public sealed record WorkerStatus(int Worker, string? LastExit, IReadOnlyList<ProcessStatus> Processes, bool IsSlot = false)
{
    /// <summary>True for a slot that does nothing: of many of these the number is enough.</summary>
    public bool IsIdleSlot => IsSlot && Processes is [{ State: ProcessState.Idle }];
}

/// <summary>What a process is doing.</summary>
public enum ProcessState
{
    /// <summary>The application is being imported.</summary>
    Booting,

    /// <summary>Ready, with nothing to do.</summary>
    Idle,

    /// <summary>It runs a request.</summary>
    Busy,

    /// <summary>A request is over its time; the process is being killed.</summary>
    Stuck,

    /// <summary>It takes nothing new.</summary>
    Leaving,
}

/// <summary>One process of a worker, or an ASP.NET Core slot.</summary>
/// <param name="Generation">A number that no process of the server had before.</param>
/// <param name="Pid">Its process id; null while it is not known yet, and for a slot, which has none of its own.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Age">Since it was started.</param>
/// <param name="Served">Requests that it has finished.</param>
/// <param name="Requests">What is under way in it, the oldest first.</param>
public sealed record ProcessStatus(long Generation, int? Pid, ProcessState State, TimeSpan Age, long Served, IReadOnlyList<RequestStatus> Requests);

/// <summary>A request under way.</summary>
/// <param name="Id">The request id.</param>
/// <param name="Line">The request line, escaped for a log.</param>
/// <param name="Elapsed">Since the worker got it.</param>
public sealed record RequestStatus(string Id, string Line, TimeSpan Elapsed);
