using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// What a program says to Kestrel about its own code, which is true on this server too: how large bodies it takes, and that it reads or writes them synchronously.
/// Endpoints, certificates, time-outs and the other limits are the server's.
/// </summary>
internal static partial class KestrelOptions
{
    private static readonly long? DefaultMaxBody = new KestrelServerLimits().MaxRequestBodySize;

    /// <summary>The settings as the program wants them.</summary>
    /// <param name="program">The services of the program's host.</param>
    /// <param name="settings">The server's own.</param>
    public static AspNetCoreSettings Over(AspNetCoreSettings settings, IServiceProvider program)
    {
        try
        {
            var options = program.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
            var maxBody = options.Limits.MaxRequestBodySize;
            return settings with
            {
                IsSynchronousIoAllowed = settings.IsSynchronousIoAllowed || options.AllowSynchronousIO,
                MaxBody = maxBody == DefaultMaxBody ? settings.MaxBody : maxBody,
            };
        }
        catch (Exception exception)
        {
            // An endpoint whose certificate is not here must not end a program whose endpoint is another one.
            LogUnread(program.GetRequiredService<ILoggerFactory>().CreateLogger("ActorServer.Gateways.AspNetCore"), exception.Message);
            return settings;
        }
    }

    [LoggerMessage(7, LogLevel.Warning, "what the application says to Kestrel cannot be read, and does not count: {Reason}")]
    private static partial void LogUnread(ILogger logger, string reason);
}
