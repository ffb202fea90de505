using ActorServer.Gateways.Describing;
using ActorServer.Server.Listener;

namespace ActorServer.Server.Admin;

/// <summary>Whether requests would be served, with the reason: what <c>/readyz</c> says.</summary>
internal static class Readiness
{
    /// <summary>The answer.</summary>
    /// <param name="pool">The gateway's word; null when there is none to go by.</param>
    /// <param name="isDraining">True when the server has begun to stop.</param>
    /// <param name="wasHeard">True when the gateway has ever answered.</param>
    public static AdminAnswer Of(PoolStatus? pool, bool isDraining, bool wasHeard) => (pool, isDraining) switch
    {
        (_, true) or ({ State: PoolState.Draining }, _) => AdminAnswer.Text(503, "draining: the server stops"),
        (null, _) when wasHeard => AdminAnswer.Text(503, "the gateway does not answer"),
        (null or { State: PoolState.Starting }, _) => AdminAnswer.Text(503, "starting: no worker is ready yet"),
        ({ State: PoolState.Failing } failing, _) => AdminAnswer.Text(503, $"failing: {failing.LastFailure?.Reason ?? "the application cannot be booted"}"),
        ({ Ready: 0 }, _) => AdminAnswer.Text(503, "no worker is ready"),
        var (serving, _) => AdminAnswer.Text(200, $"ready: {serving.Ready} of {serving.Workers} workers"),
    };

    /// <summary>The state of the whole server, in one word.</summary>
    /// <param name="status">What was collected.</param>
    public static string StateOf(ServerStatus status) => status switch
    {
        { IsDraining: true } => Name(PoolState.Draining),
        { Pool: { } pool } => Name(pool.State),
        _ => "unknown",
    };

    /// <summary>The word for a state.</summary>
    /// <param name="state">A state of the pool or of a process.</param>
    public static string Name(Enum state) => state.ToString().ToLowerInvariant();

    /// <summary>The word for the listener's state.</summary>
    /// <param name="listener">The listener's word.</param>
    public static string Name(ListenerStatus listener) => listener switch
    {
        { IsDraining: true } => "draining",
        { Url: null } => "closed",
        _ => "listening",
    };
}
