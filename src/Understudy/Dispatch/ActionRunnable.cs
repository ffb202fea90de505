namespace Akka.Dispatch;

/// <summary>A delegate as work (Akka.Dispatch.ActionRunnable).</summary>
public sealed class ActionRunnable(Action action) : IRunnable
{
    /// <inheritdoc/>
    public void Run() => action();

    /// <inheritdoc/>
    public void Execute() => action();
}
