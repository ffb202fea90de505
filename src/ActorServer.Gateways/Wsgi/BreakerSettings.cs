namespace ActorServer.Gateways.Wsgi;

/// <summary>When the whole pool counts as failing, and how it is tried again: <c>actor-server.wsgi.breaker</c>.</summary>
/// <param name="Deaths">So many early deaths of processes open the breaker.</param>
/// <param name="Within">When they came within so long, with no settled process in the pool.</param>
/// <param name="Retry">How often one process of the pool is tried while it is open.</param>
/// <param name="Settling">How long a process must have been ready for its application to count as working: <c>actor-server.wsgi.early-death</c>.</param>
public sealed record BreakerSettings(int Deaths, TimeSpan Within, TimeSpan Retry, TimeSpan Settling);
