namespace ActorServer.Gateways.Wsgi;

/// <summary>A template could not give a worker its process, mostly because it could not import the application. For the worker it is as if its own process had failed.</summary>
/// <param name="reason">Why, in words.</param>
/// <param name="traceback">The application's traceback, or null.</param>
internal sealed class TemplateFailedException(string reason, string? traceback = null) : Exception(reason)
{
    /// <summary>The application's traceback, or null.</summary>
    public string? Traceback { get; } = traceback;
}
