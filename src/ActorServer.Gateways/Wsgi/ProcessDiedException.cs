namespace ActorServer.Gateways.Wsgi;

/// <summary>A Python process ended that nobody had told to, or never came to be ready: how a process actor tells its worker.</summary>
/// <param name="generation">The process's generation.</param>
/// <param name="reason">Why, in words: <c>killed by SIGKILL</c>, or the application's import error in one line.</param>
/// <param name="pid">The process id, or null when no process was started.</param>
/// <param name="traceback">The application's traceback when its import failed, else null.</param>
internal sealed class ProcessDiedException(long generation, string reason, int? pid = null, string? traceback = null) : Exception(reason)
{
    /// <summary>The process's generation.</summary>
    public long Generation { get; } = generation;

    /// <summary>The process id, or null when no process was started.</summary>
    public int? Pid { get; } = pid;

    /// <summary>The application's traceback when its import failed, else null.</summary>
    public string? Traceback { get; } = traceback;
}
