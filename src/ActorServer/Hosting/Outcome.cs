using ActorServer.Server.Hosting;

namespace ActorServer.Hosting;

/// <summary>How the run ends: the first word counts, since all that fails after it is its consequence.</summary>
/// <param name="ready">Called with the URL when requests can be served.</param>
internal sealed class Outcome(Action<string> ready) : ITreeObserver
{
    private readonly TaskCompletionSource<Ending> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One way to end.</summary>
    /// <param name="Code">The exit code.</param>
    /// <param name="Reason">The final line, without the program's name.</param>
    /// <param name="Details">What is printed before the final line, such as a traceback; null for nothing.</param>
    public sealed record Ending(ExitCode Code, string Reason, string? Details);

    /// <summary>Completes when somebody has said how the run ends.</summary>
    public Task<Ending> Ended => _ended.Task;

    Task ITreeObserver.Ended => _ended.Task;

    /// <inheritdoc/>
    public void OnReady(string url) => ready(url);

    /// <inheritdoc/>
    public void OnEnded(TreeEnding ending) => End(CodeOf(ending.Kind), ending.Reason, ending.Details);

    /// <summary>Says how the run ends; does nothing when it was said before.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="reason">The final line, without the program's name.</param>
    /// <param name="details">What is printed before the final line; null for nothing.</param>
    public void End(ExitCode code, string reason, string? details = null) => _ended.TrySetResult(new Ending(code, reason, details));

    private static ExitCode CodeOf(TreeEnd kind) => kind switch
    {
        TreeEnd.CannotBind => ExitCode.Unable,
        TreeEnd.BadSetting => ExitCode.BadConfiguration,
        TreeEnd.ApplicationNotLoaded => ExitCode.ApplicationFailed,
        TreeEnd.ApplicationStopped => ExitCode.Clean,
        TreeEnd.ApplicationFailed or TreeEnd.Fault => ExitCode.InternalError,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an end of a tree."),
    };
}
