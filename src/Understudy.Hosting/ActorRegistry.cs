using System.Collections;
using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>The actors of a system by the type that stands for each. May be used from any thread. Mirrors Akka.Hosting.ActorRegistry.</summary>
public class ActorRegistry : IActorRegistry, IExtension
{
    private readonly ConcurrentDictionary<Type, IActorRef> _actors = new();

    // One promise for all who wait for the same key.
    private readonly ConcurrentDictionary<Type, TaskCompletionSource<IActorRef>> _awaited = new();

    /// <summary>The system's registry.</summary>
    public static ActorRegistry For(ActorSystem actorSystem) => new ActorRegistryExtension().Apply(actorSystem);

    /// <inheritdoc/>
    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (TryRegister<TKey>(actor, overwrite)) return;
        throw new DuplicateActorRegistryException($"An actor is registered for {typeof(TKey)} already; use another key, or pass overwrite: true.");
    }

    /// <inheritdoc/>
    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) => TryRegister(typeof(TKey), actor, overwrite);

    /// <inheritdoc/>
    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        if (actor is null) return false;
        if (overwrite) _actors[key] = actor;
        else if (!_actors.TryAdd(key, actor)) return false;

        if (_awaited.TryRemove(key, out var promise)) promise.TrySetResult(actor);
        return true;
    }

    /// <inheritdoc/>
    public bool TryGet<TKey>(out IActorRef actor) => TryGet(typeof(TKey), out actor);

    /// <inheritdoc/>
    public bool TryGet(Type key, out IActorRef actor)
    {
        var isFound = _actors.TryGetValue(key, out var found);
        actor = found ?? ActorRefs.Nobody;
        return isFound;
    }

    /// <inheritdoc/>
    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor is registered for {typeof(TKey)}.");

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync(Type key, CancellationToken ct = default)
    {
        if (TryGet(key, out var actor)) return Task.FromResult(actor);
        var promise = _awaited.GetOrAdd(key, _ => new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously));
        // Between the two lines above the actor may have been registered; then nobody would keep the promise.
        return TryGet(key, out actor) ? Task.FromResult(actor) : promise.Task.WaitAsync(ct);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator() => _actors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
