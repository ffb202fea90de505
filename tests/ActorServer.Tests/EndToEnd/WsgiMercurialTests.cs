using System.Security.Cryptography;

namespace ActorServer.Tests.EndToEnd;

/// <summary>hg against hgweb: clone, push, verify.</summary>
[Collection(Processes.Name)]
public sealed class WsgiMercurialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void Serves_clone_and_push_of_mercurial()
    {
        Debian.RequireModule("mercurial");
        Debian.Require("/usr/bin/hg");
        Hg(".", "init", "store");
        File.WriteAllText(_folder.Of("store/.hg/hgrc"), "[web]\nallow-push = *\npush_ssl = no\n");
        Commit("store", "small", 1000);
        using var server = ServerProcess.Start("hgweb", $"concurrency: 2\nenv: {{REPOSITORY: {_folder.Of("store")}, HGRCPATH: \"\"}}", Debian.Python);

        Hg(".", "clone", server.Url.ToString(), "first");
        Commit("first", "large", 2_000_000);
        Hg("first", "push");
        Hg(".", "clone", server.Url.ToString(), "second");

        foreach (var name in new[] { "small", "large" })
            Assert.Equal(File.ReadAllBytes(_folder.Of($"first/{name}")), File.ReadAllBytes(_folder.Of($"second/{name}")));
        Hg("store", "verify");
        Assert.Equal(Hg("first", "id", "--id", "--rev", "tip"), Hg("store", "id", "--id", "--rev", "tip"));
    }

    public void Dispose() => _folder.Dispose();

    private void Commit(string clone, string name, int size)
    {
        File.WriteAllBytes(_folder.Of($"{clone}/{name}"), RandomNumberGenerator.GetBytes(size));
        Hg(clone, "commit", "--addremove", "--user", "a", "--message", $"Add {name}");
    }

    private string Hg(string folder, params string[] arguments) => Tool.Run(_folder.Of(folder), new Dictionary<string, string>(), "/usr/bin/hg", arguments);
}
