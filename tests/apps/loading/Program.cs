using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Http.Features;

// One program for all the ways in which a program can start, or fail to: LOADING says which.
var mode = Environment.GetEnvironmentVariable("LOADING");
switch (mode)
{
    case "throws":
        throw new InvalidOperationException("the database is not there");
    case "returns":
        return 0;
    case "returns-code":
        return 7;
    case "exits":
        Environment.Exit(9);
        return 0;
    case "hangs":
        Thread.Sleep(Timeout.Infinite);
        return 0;
    case "worker":
        await Host.CreateApplicationBuilder(args).Build().RunAsync();
        return 0;
    case "dependency":
        Assembly.Load("Missing.Dependency, Version=1.2.3.0");
        return 0;
    case "worker-first":
        await Host.CreateApplicationBuilder(args).Build().StartAsync();
        break;
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMvcCore();
switch (mode)
{
    case "kestrel":
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AllowSynchronousIO, kestrel.Limits.MaxRequestBodySize) = (true, 3));
        break;
    case "kestrel-unlimited":
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        break;
    case "kestrel-broken":
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(5001, endpoint => endpoint.UseHttps("certificate.pfx")));
        break;
}

var app = builder.Build();
var failed = new TaskCompletionSource();
app.MapGet("/", () => "Hello");
app.MapGet("/identity", (IWebHostEnvironment environment, IConfiguration configuration) => new
{
    EntryAssembly = Assembly.GetEntryAssembly()?.GetName().Name,
    environment.ApplicationName,
    BaseDirectory = AppContext.BaseDirectory,
    environment.ContentRootPath,
    Environment.CurrentDirectory,
    Setting = configuration["Setting"],
    Arguments = args.Length,
    HasSwitch = AppContext.TryGetSwitch("Loading.Switch", out var isOn) && isOn,
    Yaml = AssemblyLoadContext.GetLoadContext(typeof(YamlDotNet.Serialization.Deserializer).Assembly)?.Name,
    ByName = Type.GetType("Loading.Member, loading")?.Name,
    Urls = string.Join(' ', app.Urls),
});
app.MapGet("/stop", (IHostApplicationLifetime lifetime) => lifetime.StopApplication());
app.MapGet("/fail", () => failed.TrySetException(new InvalidOperationException("the queue is broken")));
app.MapGet("/limits", (HttpContext context) => new
{
    MaxBody = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize,
    context.Features.Get<IHttpBodyControlFeature>()?.AllowSynchronousIO,
});
app.MapGet("/exit/{code:int}", (int code) => Environment.Exit(code));
app.MapGet("/crash", () => new Thread(() => throw new InvalidOperationException("nobody is there to catch")) { Name = "worker" }.Start());
app.MapGet("/endless", async (HttpContext context, IHostApplicationLifetime lifetime) =>
{
    await context.Response.WriteAsync("begun\n");
    await context.Response.Body.FlushAsync();
    await Task.Delay(Timeout.Infinite, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    await context.Response.WriteAsync("ended\n");
});
await app.StartAsync();
var stopped = app.WaitForShutdownAsync();
await await Task.WhenAny(stopped, failed.Task);
return mode switch
{
    "fails-late" => throw new InvalidOperationException("the cache cannot be written"),
    "code-late" => 7,
    _ => 0,
};
