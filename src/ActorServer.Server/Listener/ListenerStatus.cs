namespace ActorServer.Server.Listener;

/// <summary>The listener's answer to <see cref="ListenerProtocol.Describe"/>.</summary>
/// <param name="Url">Where it listens; null when it has given up its address.</param>
/// <param name="IsDraining">True when connections close as soon as their request is answered.</param>
/// <param name="Open">Open connections.</param>
/// <param name="MaxConnections">How many there may be.</param>
/// <param name="Accepted">Connections since the start.</param>
public sealed record ListenerStatus(string? Url, bool IsDraining, int Open, int MaxConnections, long Accepted);
