namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>Finds the sentence for what an application threw at its start.</summary>
internal static class BootFailure
{
    /// <summary>The failure to report. The application's exception stands in its traceback alone, so that a person reads it once.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="otherwise">The sentence for an exception that says nothing about loading.</param>
    public static ApplicationBootException Of(Exception exception, string otherwise)
    {
        if (exception is ApplicationBootException known)
            return known;
        return Innermost(exception) switch
        {
            FileNotFoundException { FileName: { } name } when IsAssemblyName(name) => new(
                $"the dependency {Simple(name)} cannot be found: it is neither in the application's folder nor part of the shared frameworks. Publish the application (dotnet publish) and serve the published folder.",
                exception.ToString()),
            FileLoadException { FileName: { } name } when IsAssemblyName(name) => new(
                $"the dependency {Simple(name)} cannot be loaded in this version; the shared frameworks of .NET {Environment.Version} have another.",
                exception.ToString()),
            _ => new(otherwise, exception.ToString()),
        };
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception is TypeInitializationException or System.Reflection.TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static bool IsAssemblyName(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    private static string Simple(string name) => string.Join(' ', name.Split(", ")[..2]).Replace("Version=", "", StringComparison.Ordinal);
}
