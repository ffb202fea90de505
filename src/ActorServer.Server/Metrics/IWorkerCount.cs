namespace ActorServer.Server.Metrics;

/// <summary>The pool in numbers. Read from any thread while its actor goes on: each number is one that was true a moment ago.</summary>
internal interface IWorkerCount
{
    /// <summary>How many workers there are.</summary>
    int Workers { get; }

    /// <summary>How many of them have a ready process.</summary>
    int ReadyWorkers { get; }

    /// <summary>How many of these have a request.</summary>
    int BusyWorkers { get; }
}
