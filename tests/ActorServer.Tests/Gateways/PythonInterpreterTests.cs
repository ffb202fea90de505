using System.Runtime.Versioning;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>Which interpreter runs the application.</summary>
[SupportedOSPlatform("linux")]
public sealed class PythonInterpreterTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("actorserver-test-").FullName;
    private readonly string _app;
    private readonly string _bin;

    public PythonInterpreterTests()
    {
        _app = Directory.CreateDirectory(Path.Join(_project, "app")).FullName;
        _bin = Directory.CreateDirectory(Path.Join(_project, "bin")).FullName;
    }

    [Fact]
    public void Takes_python3_from_the_path_when_nothing_is_said()
    {
        var python = MakeProgram(Path.Join(_bin, "python3"));
        Assert.Equal(python, Find(""));
    }

    [Fact]
    public void Prefers_a_virtual_environment_beside_the_application()
    {
        MakeProgram(Path.Join(_bin, "python3"));
        var python = MakeProgram(Path.Join(_project, ".venv", "bin", "python"));
        Assert.Equal(python, Find(""));
    }

    [Fact]
    public void Prefers_a_virtual_environment_in_the_applications_folder_to_one_beside_it()
    {
        MakeProgram(Path.Join(_project, ".venv", "bin", "python"));
        var python = MakeProgram(Path.Join(_app, ".venv", "bin", "python"));
        Assert.Equal(python, Find(""));
    }

    [Fact]
    public void Does_not_follow_a_virtual_environments_link()
    {
        var real = MakeProgram(Path.Join(_bin, "python3.11"));
        var link = Path.Join(_app, ".venv", "bin", "python");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, real);
        Assert.Equal(link, Find(""));
    }

    [Fact]
    public void Finds_a_name_in_the_path()
    {
        var python = MakeProgram(Path.Join(_bin, "python3.9"));
        Assert.Equal(python, Find("python3.9"));
    }

    [Fact]
    public void Takes_a_path_as_it_is()
    {
        var python = MakeProgram(Path.Join(_project, "other", "python"));
        Assert.Equal(python, Find(python));
    }

    [Theory]
    [InlineData("/nowhere/python3", "\"/nowhere/python3\"")]
    [InlineData("python9", "\"python9\"")]
    [InlineData("", "is not set")]
    public void Names_value_and_key_when_there_is_none(string asked, string value)
    {
        var error = Assert.Throws<SettingsException>(() => Find(asked));
        Assert.Contains("actor-server.wsgi.python", error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_take_a_file_that_is_no_program()
    {
        var file = Path.Join(_bin, "python3");
        File.WriteAllText(file, "");
        Assert.Throws<SettingsException>(() => Find(file));
    }

    public void Dispose() => Directory.Delete(_project, recursive: true);

    private string Find(string asked) => PythonInterpreter.Find(AppFolder.Settings(_app) with { Python = asked }, _bin);

    private static string MakeProgram(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
