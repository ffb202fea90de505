using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Makes a system's <see cref="ActorRegistry"/>. Mirrors Akka.Hosting.ActorRegistryExtension.</summary>
public sealed class ActorRegistryExtension : ExtensionIdProvider<ActorRegistry>
{
    /// <inheritdoc/>
    public override ActorRegistry CreateExtension(ExtendedActorSystem system) => new();
}
