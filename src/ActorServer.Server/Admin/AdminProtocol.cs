using Akka.Actor;

namespace ActorServer.Server.Admin;

/// <summary>What the admin actor is asked, beside the requests of the admin listener.</summary>
internal static class AdminProtocol
{
    /// <summary>Anybody → admin: collect the status of the server. Answered by one <see cref="ServerStatus"/> within <see cref="StatusCollector.Patience"/>.</summary>
    /// <param name="ReplyTo">Who gets the answer.</param>
    /// <param name="WithWorkers">False leaves the workers out.</param>
    public sealed record Collect(IActorRef ReplyTo, bool WithWorkers = true);
}
