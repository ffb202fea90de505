namespace Akka.Dispatch;

/// <summary>The executor has been shut down (Akka.Dispatch.RejectedExecutionException).</summary>
public class RejectedExecutionException : AkkaException
{
    /// <summary>With a message and a cause.</summary>
    public RejectedExecutionException(string? message = null, Exception? inner = null)
        : base(message, inner)
    {
    }
}
