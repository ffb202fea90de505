namespace Akka.Actor;

/// <summary>Makes and finds an extension (Akka.Actor.IExtensionId).</summary>
public interface IExtensionId
{
    /// <summary>The extension's class, under which it is kept.</summary>
    Type ExtensionType { get; }

    /// <summary>The system's extension, which is made if there is none yet.</summary>
    object Apply(ActorSystem system);

    /// <summary>The system's extension, or null.</summary>
    object Get(ActorSystem system);

    /// <summary>Makes the extension; called once for a system.</summary>
    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>Makes and finds an extension (Akka.Actor.IExtensionId).</summary>
/// <typeparam name="T">The extension's class.</typeparam>
public interface IExtensionId<out T> : IExtensionId
    where T : IExtension
{
    /// <summary>The system's extension, which is made if there is none yet.</summary>
    new T Apply(ActorSystem system);

    /// <summary>The system's extension, or null.</summary>
    new T Get(ActorSystem system);

    /// <summary>Makes the extension; called once for a system.</summary>
    new T CreateExtension(ExtendedActorSystem system);
}
