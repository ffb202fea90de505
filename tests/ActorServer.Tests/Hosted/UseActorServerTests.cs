using System.Net;
using System.Net.Sockets;
using ActorServer.AspNetCore;
using ActorServer.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorServer.Tests.Hosted;

/// <summary>The server in a host of the application's own, in place of Kestrel.</summary>
[Collection(Processes.Name)]
public sealed class UseActorServerTests
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_minimal_application_is_served_where_its_configuration_says()
    {
        var port = FreePort();
        await using var app = Build(options => options.Port = port);
        app.MapGet("/", (IServer server) => server.GetType().Name);
        await app.StartAsync();
        Assert.Equal([$"http://127.0.0.1:{port}"], app.Urls);
        Assert.Equal("HostedServer", await GetAsync(app, "/"));
        await app.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(app, "/", port));
    }

    [Fact]
    public async Task Its_URL_is_the_address_when_the_options_say_none()
    {
        var port = FreePort();
        await using var app = Build();
        app.MapGet("/", () => "here");
        app.Urls.Add($"http://localhost:{port}");
        await app.StartAsync();
        Assert.Equal([$"http://127.0.0.1:{port}"], app.Urls);
        Assert.Equal("here", await GetAsync(app, "/"));
    }

    [Fact]
    public async Task Stopping_the_host_lets_a_request_under_way_finish()
    {
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        await using var app = Build(options => options.Port = 0);
        app.MapGet("/", async () =>
        {
            begun.SetResult();
            await finish.Task;
            return "finished";
        });
        await app.StartAsync();
        var answer = GetAsync(app, "/");
        await begun.Task.WaitAsync(Ceiling);
        var stopped = app.StopAsync();
        finish.SetResult();
        Assert.Equal("finished", await answer);
        await stopped.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task A_host_whose_patience_is_over_resets_what_is_left()
    {
        var begun = new TaskCompletionSource();
        await using var app = Build(options => options.Port = 0);
        app.MapGet("/", async (HttpContext context) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await app.StartAsync();
        var answer = GetAsync(app, "/");
        await begun.Task.WaitAsync(Ceiling);
        using var patience = new CancellationTokenSource();
        var stopped = app.StopAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        await stopped.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task A_port_in_use_fails_the_start_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var log = new HostedLog();
        await using var app = Build(options => options.Port = port, log);
        var failure = await Assert.ThrowsAsync<IOException>(() => app.StartAsync());
        Assert.StartsWith($"Cannot listen on 127.0.0.1 port {port}: it is in use", failure.Message, StringComparison.Ordinal);
        await app.DisposeAsync();
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Warning ActorServer.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task URLs_that_are_not_listened_on_are_a_warning()
    {
        using var log = new HostedLog();
        await using var app = Build(options => options.Port = 0, log);
        app.Urls.Add("http://localhost:5000");
        await app.StartAsync();
        Assert.Contains($"Warning ActorServer.AspNetCore.HostedServer: http://localhost:5000 (urls) is not listened on: section ActorServer says {app.Urls.Single()}", log.Lines);
    }

    [Fact]
    public async Task Every_line_is_in_a_category_that_can_be_filtered()
    {
        using var log = new HostedLog();
        await using var app = Build(options => options.Port = 0, log);
        app.MapGet("/", string () => throw new InvalidTimeZoneException("on purpose"));
        await app.StartAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(app, "/"));
        await app.StopAsync();
        var ours = log.Lines.Select(line => line.Split(' ')[1]).Where(category => !category.StartsWith("Microsoft.", StringComparison.Ordinal)).ToHashSet();
        Assert.Superset(new HashSet<string> { "ActorServer.Server.Listener:", "ActorServer.Gateways.AspNetCore:" }, ours);
        Assert.All(ours, category => Assert.Matches("^(ActorServer|Akka)\\.", category));
    }

    [Fact]
    public async Task Wrong_settings_fail_the_start()
    {
        await using var app = Build(options => options.Concurrency = 0);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
        Assert.StartsWith("ActorServer:Concurrency: Concurrency is \"0\"; ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generic_host_takes_it_too()
    {
        using var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureWebHostDefaults(web =>
            {
                web.UseActorServer(options => options.Port = 0);
                web.Configure(app => app.Run(context => context.Response.WriteAsync("generic")));
            })
            .Build();
        await host.StartAsync();
        Assert.Equal("HostedServer", host.Services.GetRequiredService<IServer>().GetType().Name);
        await host.StopAsync();
    }

    private static WebApplication Build(Action<ActorServerOptions>? configure = null, HostedLog? log = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.AddProvider(log);
        builder.WebHost.UseActorServer(options => configure?.Invoke(options));
        return builder.Build();
    }

    private static async Task<string> GetAsync(WebApplication app, string path, int? port = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await client.GetStringAsync(port is null ? new Uri(app.Urls.Single() + path) : new Uri($"http://127.0.0.1:{port}{path}"));
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
