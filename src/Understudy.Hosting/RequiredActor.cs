using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Looks the actor up once and keeps it. Mirrors Akka.Hosting.RequiredActor.</summary>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef? _found;

    /// <inheritdoc/>
    public IActorRef ActorRef => _found ??= registry.TryGet<TActor>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException(
            $"No actor is registered for {typeof(TActor)}. A service that starts beside the actor system waits for it with {nameof(GetAsync)}.");

    /// <inheritdoc/>
    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _found ??= await registry.GetAsync<TActor>(cancellationToken).ConfigureAwait(false);
}
