using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorServer.Web;

/// <summary>Tells what a view threw.</summary>
internal static partial class ErrorLog
{
    /// <summary>Writes to the log of the host; to standard error where there is no host, as under a bare server.</summary>
    public static void Write(HttpContext context, Request request, Exception error)
    {
        if (context.RequestServices?.GetService<ILoggerFactory>() is { } factory)
            ViewFailed(factory.CreateLogger<Application>(), request.Method, request.Path, context.TraceIdentifier, error);
        else
            Console.Error.WriteLine($"The view of {request.Method} {request.Path} failed ({context.TraceIdentifier}).\n{error}");
    }

    [LoggerMessage(1, LogLevel.Error, "The view of {Method} {Path} failed ({RequestId}).")]
    private static partial void ViewFailed(ILogger logger, string method, string path, string requestId, Exception error);
}
