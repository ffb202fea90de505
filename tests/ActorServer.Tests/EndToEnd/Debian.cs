using System.Diagnostics;

namespace ActorServer.Tests.EndToEnd;

/// <summary>What of Debian's Python packages is there. Tests skip without them on a user's machine, and fail in CI.</summary>
internal static class Debian
{
    /// <summary>The interpreter that sees Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    public static void Require(string program) => Skip(File.Exists(program), $"{program} is not installed");

    public static void RequireModule(string module)
    {
        bool isThere = false;
        if (File.Exists(Python))
        {
            using Process import = Process.Start(new ProcessStartInfo(Python, ["-c", $"import {module}"]) { RedirectStandardError = true })!; // Not null: no shell is used.
            import.StandardError.ReadToEnd();
            import.WaitForExit();
            isThere = import.ExitCode == 0;
        }

        Skip(isThere, $"{Python} has no module {module}");
    }

    private static void Skip(bool isThere, string reason)
    {
        Assert.True(isThere || Environment.GetEnvironmentVariable("CI") != "true", $"In CI this must be there: {reason}.");
        Xunit.Skip.IfNot(isThere, reason);
    }
}
