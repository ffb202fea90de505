using System.Diagnostics;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Programs that a test runs to their end: git, hg, Django's management.</summary>
internal static class Tool
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);

    /// <summary>Runs the program, which must succeed, and gives its standard output.</summary>
    public static string Run(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nobody is there to be asked, and no setting of the machine or its user takes part.
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["HGRCPATH"] = "";
        start.Environment["HGPLAIN"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["no_proxy"] = "127.0.0.1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var run = Process.Start(start)!; // Not null: no shell is used.
        var errors = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEndAsync();
        if (!run.WaitForExit(Ceiling))
            run.Kill(entireProcessTree: true);
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{errors.Result}{output.Result}");
        return output.Result;
    }
}
