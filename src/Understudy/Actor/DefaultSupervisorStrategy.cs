namespace Akka.Actor;

/// <summary>The default strategy (Akka.Actor.DefaultSupervisorStrategy).</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}
