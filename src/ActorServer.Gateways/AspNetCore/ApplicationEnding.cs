namespace ActorServer.Gateways.AspNetCore;

/// <summary>How an application that was started came to its end without being told to.</summary>
/// <param name="Reason">One sentence.</param>
/// <param name="Traceback">Its exception with its stack, or null when there is none.</param>
/// <param name="IsFault">True when it failed, false when it stopped itself.</param>
public sealed record ApplicationEnding(string Reason, string? Traceback, bool IsFault);
