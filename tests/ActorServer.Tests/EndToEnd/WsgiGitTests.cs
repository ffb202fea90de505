using System.Security.Cryptography;

namespace ActorServer.Tests.EndToEnd;

/// <summary>git against dulwich's WSGI application: clone, a push that is larger than git's post buffer and so comes in chunks, and clone again.</summary>
[Collection(Processes.Name)]
public sealed class WsgiGitTests : IDisposable
{
    private static readonly Dictionary<string, string> Author = new()
    {
        ["GIT_AUTHOR_NAME"] = "A", ["GIT_AUTHOR_EMAIL"] = "a@example.org", ["GIT_COMMITTER_NAME"] = "A", ["GIT_COMMITTER_EMAIL"] = "a@example.org",
    };

    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void Serves_clone_push_and_clone_of_git()
    {
        Debian.RequireModule("dulwich");
        Debian.Require("/usr/bin/git");
        Git(".", "init", "--quiet", "--bare", "--initial-branch=main", "repositories/one.git");
        Git(".", "clone", "--quiet", "repositories/one.git", "seed");
        Commit("seed", "small", 1000);
        Git("seed", "push", "--quiet", "origin", "HEAD:main");
        using var server = ServerProcess.Start("gitweb", $"concurrency: 2\nenv: {{REPOSITORIES: {_folder.Of("repositories")}}}", Debian.Python);
        var url = new Uri(server.Url, "/one.git").ToString();

        Git(".", "clone", "--quiet", url, "first");
        // Random content does not compress: about 3 MB in one request without a length.
        Commit("first", "large", 3_000_000);
        Git("first", "push", "--quiet", "origin", "HEAD:main");
        Git(".", "clone", "--quiet", url, "second");

        foreach (var name in new[] { "small", "large" })
            Assert.Equal(File.ReadAllBytes(_folder.Of($"first/{name}")), File.ReadAllBytes(_folder.Of($"second/{name}")));
        Assert.Equal(Git("first", "rev-parse", "HEAD"), Git("repositories/one.git", "rev-parse", "main"));
        Git("repositories/one.git", "fsck", "--strict");
        server.WaitForOutput("\"POST /one.git/git-receive-pack HTTP/1.1\" 200");
    }

    public void Dispose() => _folder.Dispose();

    private void Commit(string clone, string name, int size)
    {
        File.WriteAllBytes(_folder.Of($"{clone}/{name}"), RandomNumberGenerator.GetBytes(size));
        Git(clone, "add", name);
        Git(clone, "commit", "--quiet", "-m", $"Add {name}");
    }

    private string Git(string folder, params string[] arguments) => Tool.Run(_folder.Of(folder), Author, "/usr/bin/git", arguments);
}
