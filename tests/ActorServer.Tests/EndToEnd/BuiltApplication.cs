namespace ActorServer.Tests.EndToEnd;

/// <summary>The .NET applications that are built with the tests, in the same configuration and artifacts folder.</summary>
internal static class BuiltApplication
{
    /// <summary>The folder of an application's output: beside that of the tests.</summary>
    public static string FolderOf(string project)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(tests.Parent!.Parent!.FullName, project, tests.Name); // artifacts/bin/<project>/<configuration>
    }

    /// <summary>The application's assembly.</summary>
    public static string PathOf(string project) => Path.Combine(FolderOf(project), project + ".dll");
}
