using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The sample application by the repository's own app.yaml.</summary>
[Collection(Processes.Name)]
public sealed class SampleTests
{
    [Fact]
    public async Task Serves_the_sample_as_the_readme_says()
    {
        using ServerProcess server = ServerProcess.StartIn(Path.Combine(ServerProcess.Root, "src", "Samples", "pyapp"), "wsgi");
        using HttpClient client = server.Client();

        Assert.Equal("Service is up and healthy", await client.GetStringAsync("/"));
        Assert.Equal("Service is up and healthy", await client.GetStringAsync("/health"));
        using HttpResponseMessage missing = await client.GetAsync("/nope");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("No mapping found for url /nope", await missing.Content.ReadAsStringAsync());
    }

    [SkippableFact]
    public async Task Gives_the_answers_that_gunicorn_gives()
    {
        Debian.Require("/usr/bin/gunicorn");
        string location = Path.Combine(ServerProcess.Root, "src", "Samples", "pyapp");
        using ServerProcess server = ServerProcess.StartIn(location, "wsgi");
        using var gunicorn = new Gunicorn(location);
        using HttpClient ours = server.Client();
        using HttpClient theirs = gunicorn.Client();

        foreach (string path in new[] { "/", "/health", "/nope", "/health?a=b", "/%C3%A9t%C3%A9" })
        {
            using HttpResponseMessage our = await ours.GetAsync(path);
            using HttpResponseMessage their = await theirs.GetAsync(path);
            Assert.Equal(their.StatusCode, our.StatusCode);
            Assert.Equal(await their.Content.ReadAsByteArrayAsync(), await our.Content.ReadAsByteArrayAsync());
            Assert.Equal(their.Content.Headers.ContentType, our.Content.Headers.ContentType);
        }
    }
}
