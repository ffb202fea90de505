using ActorServer.CommandLine;

namespace ActorServer.Tests.Program;

/// <summary>A folder with files in it, and the program run in-process on them.</summary>
public sealed class Workspace : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("actorserver-tests-").FullName;

    /// <summary>Writes a file; the application's folder is always there.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(At("app"));
        File.WriteAllText(At("app/wsgi.py"), "def application(environ, start_response):\n    start_response('200 OK', [])\n    return [b'ok']\n");
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs the program; the folder's own path is cut from what it prints.</summary>
    public async Task<Answer> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new ProgramCommand(output, error).RunAsync(args);
        return new Answer((int)code, Short(output.ToString()), [.. Short(error.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>Writes app.yaml and runs <c>check</c> on it.</summary>
    public Task<Answer> CheckAsync(string yaml, params string[] options) => RunAsync(["check", Write("app.yaml", yaml), .. options]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Short(string text) => text.Replace(Folder + "/", "", StringComparison.Ordinal);

    /// <summary>What the program answered.</summary>
    public sealed record Answer(int Code, string Output, string[] Errors)
    {
        /// <summary>The line of check's report about a key, white space collapsed.</summary>
        public string Line(string key) =>
            string.Join(' ', Output.Split('\n').Single(line => line.StartsWith(key + " ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
