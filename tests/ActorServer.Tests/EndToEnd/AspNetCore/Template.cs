using System.Diagnostics;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A project as <c>dotnet new</c> makes it, in a temporary folder outside the repository.</summary>
internal sealed class Template : IDisposable
{
    // A package is unknown, has no such version, or its feed does not answer.
    private static readonly string[] NoPackage = ["NU1101", "NU1102", "NU1103", "NU1301"];

    private readonly string _temporary = Directory.CreateTempSubdirectory("actorserver-template-").FullName;

    private Template(string name) => Folder = Path.Combine(_temporary, name);

    /// <summary>The project's folder; its name is the template's, and so is the assembly's.</summary>
    public string Folder { get; }

    /// <summary>The output of the build.</summary>
    public string Built => Path.Combine(Folder, "bin", "Debug", "net10.0");

    /// <summary>The output of <see cref="Publish"/>.</summary>
    public string Published => Path.Combine(Folder, "published");

    /// <summary>Makes the project and builds it. Where a package of its own cannot be had the test skips; an empty project and MVC have none.</summary>
    public static Template Build(string name)
    {
        var template = new Template(name);
        try
        {
            Succeed(template.Run("new", name, "--output", template.Folder, "--no-restore"));
            var (code, output) = template.Run("restore", template.Folder, "--disable-build-servers");
            Skip.If(code != 0 && NoPackage.Any(output.Contains), $"The packages of dotnet new {name} cannot be restored here: {output}");
            Assert.True(code == 0, output);
            Succeed(template.Run("build", template.Folder, "--no-restore", "--disable-build-servers"));
            return template;
        }
        catch
        {
            template.Dispose();
            throw;
        }
    }

    /// <summary>Builds it again without a folder, and publishes that.</summary>
    public void Publish(string without)
    {
        Directory.Delete(Path.Combine(Folder, without), recursive: true);
        Succeed(Run("publish", Folder, "--no-restore", "--configuration", "Debug", "--output", Published, "--disable-build-servers"));
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    private static void Succeed((int Code, string Output) run) => Assert.True(run.Code == 0, run.Output);

    private (int Code, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _temporary };

        // The build that runs the tests has its own variables, which are not those of a person's shell.
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        using Process dotnet = Process.Start(start)!; // Not null: no shell is used.
        Task<string> error = dotnet.StandardError.ReadToEndAsync();
        string output = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        return (dotnet.ExitCode, output + error.Result);
    }
}
