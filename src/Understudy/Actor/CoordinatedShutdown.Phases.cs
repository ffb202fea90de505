namespace Akka.Actor;

// The phases of the default configuration, in their order.
public sealed partial class CoordinatedShutdown
{
    /// <summary>For what has to run before the server stops listening.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Stop accepting connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for requests under way.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Close what is left of the service.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>For what has to run before a cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Of clusters.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Of clusters.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Of clusters.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Of clusters.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>Of clusters.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>For what has to run before the actors end.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>End the actors.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";
}
