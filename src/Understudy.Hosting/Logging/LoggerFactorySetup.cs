using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting.Logging;

/// <summary>Gives a new actor system the loggers of Microsoft.Extensions.Logging. Mirrors Akka.Hosting.Logging.LoggerFactorySetup.</summary>
public class LoggerFactorySetup(ILoggerFactory loggerFactory) : Setup
{
    /// <summary>Makes the loggers.</summary>
    public ILoggerFactory LoggerFactory { get; } = loggerFactory;
}
