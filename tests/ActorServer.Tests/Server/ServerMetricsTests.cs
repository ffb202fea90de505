using System.Diagnostics.Metrics;
using ActorServer.Server.Metrics;

namespace ActorServer.Tests.Server;

/// <summary>The instruments as a listener sees them: names, units and attributes by the semantic conventions.</summary>
public sealed class ServerMetricsTests : IDisposable
{
    private readonly ServerMetrics _metrics = new("1.0");
    private readonly MeterListener _listener = new();
    private readonly List<string> _seen = [];

    public ServerMetricsTests()
    {
        // Other tests have meters of the same name; only those of this one are listened to.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ServerMetrics.MeterName && instrument.Meter.Version == "1.0")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public void A_request_has_the_attributes_of_the_conventions()
    {
        _metrics.Answered(TimeSpan.FromMilliseconds(1500), "GET", 1, 200, "http");
        Assert.Equal(["http.server.request.duration s 1.5 http.request.method=GET http.response.status_code=200 url.scheme=http network.protocol.version=1.1"], _seen);
    }

    [Theory]
    [InlineData("PATCH", "PATCH")]
    [InlineData("get", "_OTHER")]
    [InlineData("BREW", "_OTHER")]
    [InlineData(null, "_OTHER")]
    public void A_method_that_a_client_made_up_is_no_new_series(string? method, string recorded)
    {
        _metrics.Answered(TimeSpan.Zero, method, null, 400, "http");
        Assert.Contains($"http.request.method={recorded} http.response.status_code=400", Assert.Single(_seen), StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_are_counted_by_what_they_do_while_there_is_a_gateway()
    {
        _listener.RecordObservableInstruments();
        Assert.Empty(_seen);
        _metrics.Watch(new Workers());
        _seen.Clear();
        _listener.RecordObservableInstruments();
        Assert.Equal(
            ["actorserver.workers {worker} 2 state=unready", "actorserver.workers {worker} 5 state=idle", "actorserver.workers {worker} 3 state=busy"],
            _seen);
    }

    [Fact]
    public void The_depth_of_the_queue_is_told_before_anybody_has_waited()
    {
        _metrics.Watch(new Workers());
        Assert.Equal(["actorserver.queue.depth {request} 0"], _seen);
    }

    [Fact]
    public void The_rest_is_counted_with_its_reason()
    {
        _metrics.Shed("queue_full");
        _metrics.Restarted("stuck");
        _metrics.Queued(1);
        _metrics.Connection(-1);
        _metrics.Waited(TimeSpan.FromMilliseconds(20));
        _metrics.ActiveRequest(1, "GET", "http");
        Assert.Equal(
            [
                "actorserver.requests.shed {request} 1 reason=queue_full",
                "actorserver.worker.restarts {restart} 1 reason=stuck",
                "actorserver.queue.depth {request} 1",
                "actorserver.connections {connection} -1",
                "actorserver.queue.wait s 0.02",
                "http.server.active_requests {request} 1 http.request.method=GET url.scheme=http",
            ],
            _seen);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _metrics.Dispose();
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string attributes = string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
        _seen.Add(FormattableString.Invariant($"{instrument.Name} {instrument.Unit} {value}{attributes}"));
    }

    private sealed class Workers : IWorkerCount
    {
        int IWorkerCount.Workers => 10;

        public int ReadyWorkers => 8;

        public int BusyWorkers => 3;
    }
}
