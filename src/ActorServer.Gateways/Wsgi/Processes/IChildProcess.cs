namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>What the server can see of a process and do to it, started by itself or forked from a template. May be used on any thread.</summary>
internal interface IChildProcess : IDisposable
{
    /// <summary>Its number.</summary>
    int Pid { get; }

    /// <summary>Completes when it has ended, with how in words: <c>killed by SIGKILL</c>.</summary>
    Task<string> Exit { get; }

    /// <summary>Asks it for the stacks of its threads on standard error.</summary>
    void DumpStacks();

    /// <summary>Ends it and everything that it started, at once; also what is left of that after its own end.</summary>
    void Kill();
}
