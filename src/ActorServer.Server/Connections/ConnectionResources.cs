using Akka.Actor;
using ActorServer.Server.Connections.Opening;
using ActorServer.Server.Metrics;
using ActorServer.Server.Settings;
using ActorServer.Server.Spool;
using ActorServer.Server.Time;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Connections;

/// <summary>What all connections of a server share.</summary>
/// <param name="Connection">Limits and deadlines of a client.</param>
/// <param name="Gateway">Deadlines of an answer, the credit window.</param>
/// <param name="Router">Takes requests.</param>
/// <param name="Spool">Takes large bodies.</param>
/// <param name="Clock">The time of deadlines.</param>
/// <param name="Date">The Date field of the current second.</param>
/// <param name="RequestIds">Names requests that came without a name.</param>
/// <param name="Logger">Takes what a person should know.</param>
/// <param name="StreamsBodies">
/// True when the gateway takes a request as soon as its head is there, and asks for the body with <see cref="Gateways.ExchangeProtocol.Want"/>. It then also
/// holds the body to its limit, which its application may change; <c>max-body</c> is not looked at here.
/// </param>
/// <param name="KeepsForwarded">True when the application decides itself whose <c>Forwarded</c> and <c>X-Forwarded-*</c> it believes, and gets all of them.</param>
/// <param name="Metrics">Where requests are recorded; null records none.</param>
/// <param name="IsLogged">False keeps requests out of the access log.</param>
public sealed record ConnectionResources(
    ConnectionSettings Connection,
    GatewaySettings Gateway,
    IActorRef Router,
    SpoolDirectory Spool,
    TimeProvider Clock,
    DateHeader Date,
    RequestIds RequestIds,
    ILogger Logger,
    bool StreamsBodies = false,
    bool KeepsForwarded = false,
    ServerMetrics? Metrics = null,
    bool IsLogged = true)
{
    /// <summary>What stands before the server, and where it has put the application.</summary>
    public ProxySettings Proxy { get; init; } = ProxySettings.None;

    /// <summary>What comes before the first request of a connection, in this order: a proxy's header, then TLS.</summary>
    public IReadOnlyList<IConnectionOpening> Openings { get; init; } = [];
}
