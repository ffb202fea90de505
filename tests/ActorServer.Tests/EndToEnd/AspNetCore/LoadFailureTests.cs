namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A .NET application that cannot be loaded: one message says why, and the exit code names the kind of trouble.</summary>
[Collection(Processes.Name)]
public sealed class LoadFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorserver-e2e-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_that_is_no_assembly()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "text.dll"), "MZ, but no more than that");

        AssertFails("text", "", $"{_folder.FullName}/text.dll is not a .NET assembly.");
    }

    [Fact]
    public void An_assembly_without_its_dependency()
    {
        File.Copy(BuiltApplication.PathOf("sharpapp"), Path.Combine(_folder.FullName, "sharpapp.dll"));

        AssertFails(
            "sharpapp",
            "app: Samples.sharpapp.Site.Application",
            $"the dependency ActorServer.Web {typeof(global::ActorServer.Web.Application).Assembly.GetName().Version} cannot be found",
            hasTraceback: true);
    }

    [Theory]
    [InlineData("Samples.sharpapp.Site.Aplication", "Samples.sharpapp.Site in sharpapp.dll has no member \"Aplication\"")]
    [InlineData("Samples.Site.Application", "sharpapp.dll has no type \"Samples.Site\"")]
    public void A_member_that_is_not_there(string member, string reason)
    {
        AssertFails("sharpapp", $"app: {member}", reason, BuiltApplication.FolderOf("sharpapp"));
    }

    [Fact]
    public void A_library_without_a_member_to_call()
    {
        AssertFails(
            "ActorServer.Web", "", "ActorServer.Web.dll is a library without an entry point.", BuiltApplication.FolderOf("sharpapp"));
    }

    private void AssertFails(string module, string yaml, string reason, string? folder = null, bool hasTraceback = false)
    {
        using var server = ServerProcess.Launch($"port: 0\napp-loc: {folder ?? _folder.FullName}\napp-module: {module}\ngateway: aspnetcore\n{yaml}\n");

        Assert.Equal(3, server.WaitForExit());
        // Where the tests run as root there is a warning of that.
        string[] said = [.. server.Log.Where(line => !line.Contains("Z info ", StringComparison.Ordinal) && !line.Contains("Z warn  actorserver: runs as root", StringComparison.Ordinal))];
        Assert.StartsWith($"actorserver: The application cannot be loaded: {reason}", said[^1], StringComparison.Ordinal);
        Assert.Equal(hasTraceback ? 1 : 0, said[..^1].Count(line => line.Contains("Exception: ", StringComparison.Ordinal)));
        Assert.True(hasTraceback || said.Length == 1, string.Join('\n', said));
    }
}
