namespace ActorServer.Gateways.AspNetCore;

/// <summary>An ASP.NET Core application could not be loaded or started.</summary>
/// <param name="reason">One sentence that names the cause and what to do.</param>
/// <param name="traceback">The application's own exception with its stack, or null when there is none.</param>
public sealed class ApplicationBootException(string reason, string? traceback = null) : Exception(reason)
{
    /// <summary>One sentence that names the cause and what to do.</summary>
    public string Reason => Message;

    /// <summary>The application's own exception with its stack, or null when there is none.</summary>
    public string? Traceback { get; } = traceback;
}
