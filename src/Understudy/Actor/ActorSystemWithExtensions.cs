namespace Akka.Actor;

/// <summary>Extensions by their classes (Akka.Actor.ActorSystemWithExtensions).</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The system's extension, which the provider of the class makes if there is none yet.</summary>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId)
        where T : class, IExtension =>
        (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!); // never null for a class

    /// <summary>The system's extension, which the provider makes if there is none yet.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance<TI>()!); // never null for a class
}
