namespace Akka.Util;

/// <summary>Questions about types (Akka.Util.TypeExtensions).</summary>
public static class TypeExtensions
{
    /// <summary>Whether the type is, extends or implements <typeparamref name="T"/>.</summary>
    public static bool Implements<T>(this Type type) => typeof(T).IsAssignableFrom(type);

    /// <summary>Whether the type is, extends or implements the other.</summary>
    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>Full name and assembly name, without versions: the form of type names in HOCON.</summary>
    public static string TypeQualifiedName(this Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
