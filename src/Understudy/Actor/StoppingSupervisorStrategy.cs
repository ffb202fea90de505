namespace Akka.Actor;

/// <summary>The stopping strategy (Akka.Actor.StoppingSupervisorStrategy).</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
