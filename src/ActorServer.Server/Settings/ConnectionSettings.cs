using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Settings;

/// <summary>Limits and deadlines of one client connection: <c>actor-server.connection</c>. Every limit is inclusive.</summary>
/// <param name="Limits">What the HTTP parser accepts.</param>
/// <param name="HeadTimeout">A head must be complete this long after its first byte, or after the accept.</param>
/// <param name="IdleTimeout">How long an idle keep-alive connection stays open.</param>
/// <param name="MaxRequests">Requests on one connection.</param>
/// <param name="BodyMinRate">Bytes a second at which a body must arrive after <paramref name="BodyGrace"/>.</param>
/// <param name="BodyGrace">How long a body may be slower.</param>
/// <param name="BodyStallTimeout">The longest pause in a body.</param>
/// <param name="BodyInMemory">Bytes of a body that are kept in memory before it goes to the spool.</param>
/// <param name="WriteMinRate">Bytes a second that a client must take after <paramref name="WriteGrace"/>.</param>
/// <param name="WriteGrace">How long a client may be slower.</param>
/// <param name="WriteStallTimeout">Some progress of a response is due in every interval of this length.</param>
/// <param name="ResponseInMemory">Bytes of a response that wait in memory for a slow client before the rest goes to the spool.</param>
/// <param name="LingerTimeout">How long a refused client's bytes are read and thrown away.</param>
/// <param name="LingerBytes">How many of them.</param>
public sealed record ConnectionSettings(
    HttpLimits Limits,
    TimeSpan HeadTimeout,
    TimeSpan IdleTimeout,
    int MaxRequests,
    int BodyMinRate,
    TimeSpan BodyGrace,
    TimeSpan BodyStallTimeout,
    int BodyInMemory,
    int WriteMinRate,
    TimeSpan WriteGrace,
    TimeSpan WriteStallTimeout,
    int ResponseInMemory,
    TimeSpan LingerTimeout,
    int LingerBytes)
{
    // A body in memory travels to its worker in one message, with its head: a socket's buffer of the system's ordinary size takes both.
    private const int LargestInMemory = 128 * 1024;

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ConnectionSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.connection");
        var limits = new HttpLimits(
            MaxRequestLine: reader.SizeInMemory("max-request-line", 16),
            MaxHeaderBlock: reader.SizeInMemory("max-header-block", 16),
            MaxFields: reader.Whole("max-fields", 1),
            MaxBody: reader.Size("max-body", 0),
            MaxChunkOverhead: reader.SizeInMemory("max-chunk-overhead", 0));
        var settings = new ConnectionSettings(
            limits,
            HeadTimeout: reader.Duration("head-timeout"),
            IdleTimeout: reader.Duration("idle-timeout"),
            MaxRequests: reader.Whole("max-requests", 1),
            BodyMinRate: reader.SizeInMemory("body-min-rate", 0),
            BodyGrace: reader.Duration("body-grace", TimeSpan.Zero),
            BodyStallTimeout: reader.Duration("body-stall-timeout"),
            BodyInMemory: reader.SizeInMemory("body-in-memory", 0, LargestInMemory),
            WriteMinRate: reader.SizeInMemory("write-min-rate", 0),
            WriteGrace: reader.Duration("write-grace", TimeSpan.Zero),
            WriteStallTimeout: reader.Duration("write-stall-timeout"),
            ResponseInMemory: reader.SizeInMemory("response-in-memory", 0),
            LingerTimeout: reader.Duration("linger-timeout", TimeSpan.Zero),
            LingerBytes: reader.SizeInMemory("linger-bytes", 0));
        reader.ThrowIfRefused();
        return settings;
    }
}
