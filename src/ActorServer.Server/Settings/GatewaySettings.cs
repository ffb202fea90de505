using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>The router of gateway workers and its queue: <c>actor-server.gateway</c>.</summary>
/// <param name="Concurrency">Gateway workers: requests served at the same time.</param>
/// <param name="QueueSize">Requests that may wait for a free worker.</param>
/// <param name="QueueTimeout">How long one may wait.</param>
/// <param name="RequestTimeout">From dispatch to the response head.</param>
/// <param name="BlockTimeout">Between two blocks of a response; null lets it be silent for as long as it likes.</param>
/// <param name="RetryAfter">What Retry-After says on a 503; whole seconds.</param>
/// <param name="ResponseWindow">Bytes of a response that a worker may have sent and the client not yet taken.</param>
public sealed record GatewaySettings(
    int Concurrency,
    int QueueSize,
    TimeSpan QueueTimeout,
    TimeSpan RequestTimeout,
    TimeSpan? BlockTimeout,
    TimeSpan RetryAfter,
    int ResponseWindow)
{
    /// <summary>The most workers that are processes: each takes tens of megabytes.</summary>
    public const int MostProcesses = 1000;

    /// <summary>The most workers that are slots in the server's own process.</summary>
    public const int MostSlots = 100_000;

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <param name="mostWorkers">How many workers the application's kind allows.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static GatewaySettings From(Config config, int mostWorkers = MostProcesses)
    {
        var reader = new SettingsReader(config, "actor-server.gateway");
        var settings = new GatewaySettings(
            Concurrency: reader.Whole("concurrency", 1, mostWorkers),
            QueueSize: reader.Whole("queue-size", 0),
            QueueTimeout: reader.Duration("queue-timeout"),
            RequestTimeout: reader.Duration("request-timeout"),
            BlockTimeout: reader.DurationOrOff("block-timeout"),
            RetryAfter: reader.Duration("retry-after", TimeSpan.FromSeconds(1)),
            ResponseWindow: reader.SizeInMemory("response-window", 4096));
        if (settings.RetryAfter.Ticks % TimeSpan.TicksPerSecond != 0)
            reader.Refuse("retry-after", "whole seconds are allowed (RFC 9110 §10.2.3)");
        reader.ThrowIfRefused();
        return settings;
    }
}
