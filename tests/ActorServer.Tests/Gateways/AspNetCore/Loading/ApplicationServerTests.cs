using System.Runtime.Loader;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Gateways.AspNetCore.Loading;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

public sealed class ApplicationServerTests
{
    private readonly TaskCompletionSource _drained = new();
    private HostedApplication? _started;

    [Theory]
    [InlineData("http://127.0.0.1:1234", "http://127.0.0.1:1234")]
    [InlineData("unix:/run/app.sock", "http://unix:/run/app.sock")]
    public async Task Its_address_is_the_servers_whatever_the_application_asks_for(string url, string shown)
    {
        using var server = Server(url);
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Assert.Equal([shown], addresses);
        addresses.Add("http://*:5000");
        await server.StartAsync(new Application(), CancellationToken.None);
        Assert.Equal([shown], addresses);
        Assert.NotNull(_started);
    }

    [Fact]
    public async Task Its_stop_waits_for_the_drain()
    {
        using var server = Server();
        var stopping = server.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        _drained.SetResult();
        await stopping.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Its_stop_ends_with_the_hosts_patience()
    {
        using var server = Server();
        using var patience = new CancellationTokenSource();
        var stopping = server.StopAsync(patience.Token);
        Assert.False(stopping.IsCompleted);
        await patience.CancelAsync();
        await stopping.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private ApplicationServer Server(string url = LoadingTest.Url) => new(AssemblyLoadContext.Default, LoadingTest.Fixture(""), url, application => _started = application, _drained.Task);

    private sealed class Application : IHttpApplication<object>
    {
        public object CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public Task ProcessRequestAsync(object context) => Task.CompletedTask;

        public void DisposeContext(object context, Exception? exception)
        {
        }
    }
}
