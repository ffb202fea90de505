using System.Diagnostics;

namespace ActorServer.Tests.PythonSide;

/// <summary>Runs the tests of the Python side, which are Python: one case per module of this folder.</summary>
public sealed class PythonSuiteTests
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Modules()
    {
        var modules = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Folder(), "test_*.py").Order(StringComparer.Ordinal))
            modules.Add(Path.GetFileNameWithoutExtension(file));
        return modules;
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task The_python_tests_of_a_module_pass(string module)
    {
        var start = new ProcessStartInfo("python3", ["-m", "unittest", "-v", module])
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The sources stay as they are checked out.
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var python = Process.Start(start) ?? throw new InvalidOperationException("python3 was not started");
        python.StandardInput.Close();
        var output = python.StandardOutput.ReadToEndAsync();
        var errors = python.StandardError.ReadToEndAsync();
        using var ceiling = new CancellationTokenSource(Ceiling);
        try
        {
            await python.WaitForExitAsync(ceiling.Token);
        }
        catch (OperationCanceledException)
        {
            python.Kill(entireProcessTree: true);
            Assert.Fail($"{module} was not done within {Ceiling}: {await errors}{await output}");
        }

        Assert.True(python.ExitCode == 0, $"python3 -m unittest {module} ended with {python.ExitCode}: {await errors}{await output}");
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorServer.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("no ActorServer.sln above the tests"), "tests", "ActorServer.Tests", "PythonSide");
    }
}
