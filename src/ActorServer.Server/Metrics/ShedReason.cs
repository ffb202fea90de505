using ActorServer.Http;

namespace ActorServer.Server.Metrics;

/// <summary>What metrics and the status call the reasons for which the gateway refuses.</summary>
internal static class ShedReason
{
    /// <summary>The name: lower case, one word.</summary>
    /// <param name="reason">One of the gateway's reasons.</param>
    public static string Of(Refusal reason) => reason switch
    {
        Refusal.QueueFull => "queue_full",
        Refusal.WaitedTooLong => "waited_too_long",
        Refusal.NoWorker => "no_worker",
        Refusal.Draining => "draining",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason of the gateway."),
    };
}
