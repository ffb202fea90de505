using System.Reflection;
using System.Runtime.Loader;

namespace ActorServer.Web;

/// <summary>Finds the settings class by its name and makes the settings.</summary>
internal static class SettingsType
{
    /// <summary>The environment variable that names the class: <c>MySite.Settings</c>, or <c>MySite.Settings, MySite</c>.</summary>
    public const string Variable = "ACTORSERVER_SETTINGS";

    /// <summary>The class of that name: in the named assembly, or in the application's where the name has none.</summary>
    /// <exception cref="SettingsException">There is none.</exception>
    public static Type Find(string name, Assembly application)
    {
        // A server may have loaded the application into a context of its own, where the default context sees another copy or nothing at all.
        var context = AssemblyLoadContext.GetLoadContext(application) ?? AssemblyLoadContext.Default;
        try
        {
            return Type.GetType(name, context.LoadFromAssemblyName, (assembly, type, _) => (assembly ?? application).GetType(type), throwOnError: false)
                ?? throw Problem(name, $"there is no such class in that assembly. {Known(application)}");
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or ArgumentException or TypeLoadException)
        {
            throw Problem(name, $"it cannot be loaded: {error.Message}", error);
        }
    }

    /// <summary>Makes the settings and checks them.</summary>
    /// <exception cref="SettingsException">The class is not one of settings, or it failed.</exception>
    public static ISettings Create(Type type)
    {
        var name = type.FullName ?? type.Name;
        if (!typeof(ISettings).IsAssignableFrom(type))
            throw Problem(name, $"a settings class implements {typeof(ISettings).FullName}.");
        if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
            throw Problem(name, "a settings class is not abstract and has a public constructor without parameters.");
        try
        {
            var settings = (ISettings)Activator.CreateInstance(type)!; // Null only for Nullable<T>.
            return settings.UrlMap is null ? throw Problem(name, $"its {nameof(ISettings.UrlMap)} is null.") : settings;
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            throw Problem(name, $"making the settings failed: {cause.Message}", cause);
        }
    }

    /// <summary>The error that tells how the variable is used.</summary>
    public static SettingsException Unset() =>
        new($"The environment variable {Variable} must name the settings class, such as 'MySite.Settings' or 'MySite.Settings, MySite'.");

    private static SettingsException Problem(string name, string rule, Exception? cause = null) =>
        new($"The settings class is '{name}' ({Variable}): {rule}", cause);

    private static string Known(Assembly application)
    {
        var names = application.GetTypes().Where(type => !type.IsAbstract && typeof(ISettings).IsAssignableFrom(type)).Select(type => type.FullName).ToArray();
        return names is [] ? $"{application.GetName().Name} has no settings class." : $"{application.GetName().Name} has {string.Join(", ", names)}.";
    }
}
