using ActorServer.Server.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ActorServer.Hosting;

/// <summary>
/// The meters of the server in Prometheus' text format 0.0.4, by OpenTelemetry's exporter. That is made as a piece of an ASP.NET Core pipeline; here the piece is called
/// by itself, without a server around it.
/// </summary>
internal sealed class PrometheusText : IMetricsText, IDisposable
{
    private const string Path = "/metrics";

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly MeterProvider _provider;
    private readonly RequestDelegate _scrape;

    /// <summary>Listens to the meters from now on.</summary>
    /// <param name="version">The server's version.</param>
    public PrometheusText(string version)
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("actorserver", serviceVersion: version, autoGenerateServiceInstanceId: false))
            .AddMeter(ServerMetrics.MeterName)
            .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0)
            .Build();
        _scrape = new ApplicationBuilder(_services).UseOpenTelemetryPrometheusScrapingEndpoint(_provider, null, Path, null, null).Build();

        // The first scrape compiles the exporter; nobody is to wait for that who has a deadline.
        _ = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public async Task<(string ContentType, ReadOnlyMemory<byte> Text)> WriteAsync()
    {
        using var text = new MemoryStream();
        var context = new DefaultHttpContext { Request = { Method = HttpMethods.Get, Path = Path }, Response = { Body = text } };
        await _scrape(context);
        return context.Response is { StatusCode: StatusCodes.Status200OK, ContentType: { } type }
            ? (type, text.ToArray())
            : throw new InvalidOperationException($"The exporter answered {context.Response.StatusCode}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _provider.Dispose();
        _services.Dispose();
    }
}
