using System.Net;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>The C# sample answers as the Python one does, whatever runs it.</summary>
public abstract class SharpAppTests(RunningApplication server)
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK, "Service is up and healthy")]
    [InlineData("/health", HttpStatusCode.OK, "Service is up and healthy")]
    [InlineData("/health?a=b", HttpStatusCode.OK, "Service is up and healthy")]
    [InlineData("/health/", HttpStatusCode.NotFound, "No mapping found for url /health/")]
    [InlineData("/n%C3%A4", HttpStatusCode.NotFound, "No mapping found for url /nä")]
    public async Task The_sample_answers(string path, HttpStatusCode status, string body)
    {
        using var answer = await server.Client.GetAsync(path);
        Assert.Equal((status, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(answer.Content.ReadAsStream().Length, answer.Content.Headers.ContentLength);
        Assert.Null(answer.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task HEAD_has_the_same_fields()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/health");
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, 25L), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Collection(Processes.Name)]
    public sealed class OnKestrel(OnKestrel.Server server) : SharpAppTests(server), IClassFixture<OnKestrel.Server>
    {
        [Fact]
        public void A_variable_that_names_no_settings_class_ends_it_with_the_reason()
        {
            using var process = new KestrelProcess("sharpapp", ("ACTORSERVER_SETTINGS", "Nowhere.Settings"));
            ServerProcess.WaitUntil(() => process.HasExited && process.Output.Contains("ACTORSERVER_SETTINGS", StringComparison.Ordinal), "the sample ends with the reason");
            Assert.Contains("'Nowhere.Settings' (ACTORSERVER_SETTINGS): there is no such class in that assembly. sharpapp has Samples.sharpapp.Settings.", process.Output, StringComparison.Ordinal);
        }

        public sealed class Server() : KestrelApplication("sharpapp");
    }

    [Collection(Processes.Name)]
    public sealed class OnActorServer(OnActorServer.Server server) : SharpAppTests(server), IClassFixture<OnActorServer.Server>
    {
        public sealed class Server() : ActorServerApplication("sharpapp", "app: Samples.sharpapp.Site.Application");
    }
}
