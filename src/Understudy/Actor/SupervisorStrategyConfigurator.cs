namespace Akka.Actor;

/// <summary>Makes the strategy of /user by the name of its class (Akka.Actor.SupervisorStrategyConfigurator).</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>The configurator that `akka.actor.guardian-supervisor-strategy` names.</summary>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        (SupervisorStrategyConfigurator)Activator.CreateInstance(
            TypeResolver.Get(typeName, "akka.actor.guardian-supervisor-strategy"))!; // never null for a class

    /// <summary>The strategy.</summary>
    public abstract SupervisorStrategy Create();
}
