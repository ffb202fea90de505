using System.Collections.Concurrent;

namespace Akka.Actor.Internal;

/// <summary>A system's extensions by class.</summary>
internal sealed class SystemExtensions
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _byType = new();

    public object? Find(Type type) => _byType.TryGetValue(type, out var extension) ? extension.Value : null;

    public object GetOrAdd(IExtensionId id, ActorSystemImpl system)
    {
        var made = _byType.GetOrAdd(id.ExtensionType, _ => new Lazy<object>(() => id.CreateExtension(system)));
        try
        {
            return made.Value;
        }
        catch
        {
            _byType.TryRemove(id.ExtensionType, out _); // the next one may try again
            throw;
        }
    }

    /// <summary>Makes the extensions that `akka.extensions` names.</summary>
    public void LoadConfigured(ActorSystemImpl system)
    {
        foreach (var name in system.Settings.Config.GetStringList("akka.extensions", []))
        {
            if (Activator.CreateInstance(TypeResolver.Get(name, "akka.extensions")) is IExtensionId id)
                GetOrAdd(id, system);
            else
                system.Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
        }
    }
}
