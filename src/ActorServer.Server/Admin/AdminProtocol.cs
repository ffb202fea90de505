namespace ActorServer.Server.Admin;

/// <summary>What the admin actor is asked, beside the requests of the admin listener.</summary>
internal static class AdminProtocol
{
    /// <summary>Anybody → admin: collect the status of the server. The sender gets one <see cref="ServerStatus"/>.</summary>
    /// <param name="WithWorkers">False leaves the workers out.</param>
    /// <param name="Patience">How long the slowest is waited for.</param>
    public sealed record Collect(bool WithWorkers, TimeSpan Patience);
}
