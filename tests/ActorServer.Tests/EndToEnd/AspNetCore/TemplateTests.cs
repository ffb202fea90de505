namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>Projects fresh from <c>dotnet new</c>, not a line changed, under an app.yaml of three keys: the answers are Kestrel's.</summary>
[Collection(Processes.Name)]
public sealed class TemplateTests
{
    [SkippableFact]
    public async Task An_empty_web_application()
    {
        using var template = Template.Build("web");

        await AssertSameAsync(template.Built, "web", template.Folder, "Production", "GET /", "HEAD /", "POST /", "GET /nowhere", "GET /?a=b\nAccept: text/html");
    }

    [SkippableFact]
    public async Task A_web_API()
    {
        using var template = Template.Build("webapi");

        await AssertSameAsync(template.Built, "webapi", template.Folder, "Production", "GET /weatherforecast", "POST /weatherforecast", "GET /", "GET /openapi/v1.json");
    }

    [SkippableFact]
    public async Task An_MVC_application_as_built_and_as_published()
    {
        using var template = Template.Build("mvc");
        string[] pages = ["GET /", "HEAD /", "GET /Home/Privacy", "GET /home/index/7", "GET /Home/Error", "GET /Home/Nowhere", "POST /"];
        string[] assets = ["/css/site.css", "/js/site.js", "/favicon.ico", "/mvc.styles.css", "/lib/jquery/dist/jquery.min.js", "/nowhere.css"];
        string[] requests =
        [
            .. pages,
            .. assets.Select(path => $"GET {path}"),
            .. assets.Select(path => $"HEAD {path}"),
            .. assets.Select(path => $"GET {path}\nAccept-Encoding: gzip, br"),
            "GET /favicon.ico\nRange: bytes=10-19",
            "GET /favicon.ico\nRange: bytes=9999999-",
            "GET /css/site.css\nIf-Modified-Since: Fri, 31 Dec 2100 00:00:00 GMT",
        ];

        // On Kestrel what was built finds its generated assets in Development alone, as which dotnet run starts it.
        await AssertSameAsync(template.Built, "mvc", template.Folder, "Development", requests);

        // To compress the libraries takes longer than all the rest; they are files as the others are.
        template.Publish(without: "wwwroot/lib");
        await AssertSameAsync(template.Published, "mvc", template.Published, "Production", requests);
    }

    private static async Task AssertSameAsync(string folder, string assembly, string workingDirectory, string environment, params string[] requests)
    {
        using var server = ServerProcess.StartDotnetIn(folder, assembly);
        using var kestrel = new KestrelProcess(Path.Combine(folder, assembly + ".dll"), workingDirectory, [("ASPNETCORE_ENVIRONMENT", environment)]);
        using var ours = ClientOf(server.Url);
        using var theirs = ClientOf(kestrel.WaitForUrl());

        foreach (string request in requests)
        {
            Assert.Equal(WithoutChance(await ReceivedAnswer.GetAsync(theirs, request)), WithoutChance(await ReceivedAnswer.GetAsync(ours, request)));
        }
    }

    private static HttpClient ClientOf(Uri url) =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = url, Timeout = RunningApplication.Ceiling };

    private static ReceivedAnswer WithoutChance(ReceivedAnswer answer) => answer.Request switch
    {
        // The weather is drawn by lot.
        "GET /weatherforecast" => answer with { Body = string.Join(' ', System.Text.Json.Nodes.JsonNode.Parse(answer.Body)!.AsArray().SelectMany(day => day!.AsObject().Select(fact => fact.Key))) }, // A forecast has days.

        // The page shows the identifier of its request.
        "GET /Home/Error" => answer with { Body = System.Text.RegularExpressions.Regex.Replace(answer.Body, "<code>.*</code>", "") },
        _ => answer,
    };
}
