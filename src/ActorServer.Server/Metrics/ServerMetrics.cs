using System.Diagnostics.Metrics;

namespace ActorServer.Server.Metrics;

/// <summary>
/// The server's instruments: the meter <c>ActorServer</c>, named by the semantic conventions of OpenTelemetry. One per server. Everybody records where the fact
/// happens, on any thread; an instrument that nobody listens to costs a look at <see cref="Instrument.Enabled"/>.
/// </summary>
public sealed class ServerMetrics : IDisposable
{
    /// <summary>The meter's name: what a host that exports metrics itself adds.</summary>
    public const string MeterName = "ActorServer";

    // The boundaries that the conventions advise for http.server.request.duration, in seconds.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _active;
    private readonly UpDownCounter<long> _queueDepth;
    private readonly Histogram<double> _queueWait;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _shed;
    private readonly UpDownCounter<long> _connections;
    private volatile IWorkerCount? _workers;

    /// <summary>Makes the instruments.</summary>
    /// <param name="version">The server's version, as the meter's.</param>
    public ServerMetrics(string? version = null)
    {
        _meter = new Meter(new MeterOptions(MeterName) { Version = version });
        _duration = _meter.CreateHistogram("http.server.request.duration", "s", "Duration of HTTP server requests.", tags: null, Seconds);
        _active = _meter.CreateUpDownCounter<long>("http.server.active_requests", "{request}", "Number of active HTTP server requests.");
        _queueDepth = _meter.CreateUpDownCounter<long>("actorserver.queue.depth", "{request}", "Requests that wait for a worker.");
        _queueWait = _meter.CreateHistogram("actorserver.queue.wait", "s", "How long requests waited for a worker, or for their refusal.", tags: null, Seconds);
        _restarts = _meter.CreateCounter<long>("actorserver.worker.restarts", "{restart}", "Processes of workers that were replaced.");
        _shed = _meter.CreateCounter<long>("actorserver.requests.shed", "{request}", "Requests that the gateway refused.");
        _connections = _meter.CreateUpDownCounter<long>("actorserver.connections", "{connection}", "Open connections of clients.");
        _meter.CreateObservableUpDownCounter("actorserver.workers", CountWorkers, "{worker}", "Workers by what they are doing.");
    }

    /// <summary>True when somebody listens to what is recorded of requests.</summary>
    public bool CountsRequests => _active.Enabled;

    /// <summary>The gateway, while there is one.</summary>
    /// <param name="workers">Its count; null for none.</param>
    internal void Watch(IWorkerCount? workers)
    {
        _workers = workers;

        // Until its first value an instrument is not exported, and a queue that nobody has waited in yet would look like no queue at all.
        _queueDepth.Add(0);
    }

    /// <summary>A request begins, or has ended.</summary>
    internal void ActiveRequest(int change, string method, string scheme) => _active.Add(
        change, new KeyValuePair<string, object?>(HttpTags.Method, HttpTags.MethodOf(method)), new KeyValuePair<string, object?>(HttpTags.Scheme, scheme));

    /// <summary>A request is answered or lost.</summary>
    /// <param name="elapsed">From its first byte to the last of its answer.</param>
    /// <param name="method">The method as it came; null when the head was refused.</param>
    /// <param name="minorVersion">The digit behind <c>HTTP/1.</c>; null when the head was refused.</param>
    /// <param name="status">What was sent, or 499.</param>
    /// <param name="scheme">The URL's scheme.</param>
    internal void Answered(TimeSpan elapsed, string? method, int? minorVersion, int status, string scheme)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        var tags = new System.Diagnostics.TagList
        {
            { HttpTags.Method, HttpTags.MethodOf(method) },
            { HttpTags.Status, HttpTags.StatusOf(status) },
            { HttpTags.Scheme, scheme },
        };
        if (minorVersion is { } minor)
        {
            tags.Add(HttpTags.Version, minor == 0 ? "1.0" : "1.1");
        }

        _duration.Record(elapsed.TotalSeconds, tags);
    }

    /// <summary>A request has found its worker, or its refusal.</summary>
    internal void Waited(TimeSpan time)
    {
        if (_queueWait.Enabled)
        {
            _queueWait.Record(time.TotalSeconds);
        }
    }

    /// <summary>A request joins the queue, or leaves it.</summary>
    internal void Queued(int change) => _queueDepth.Add(change);

    /// <summary>The gateway refused a request.</summary>
    internal void Shed(string reason) => _shed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A worker's process is replaced.</summary>
    internal void Restarted(string reason) => _restarts.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A client has come, or gone.</summary>
    internal void Connection(int change) => _connections.Add(change);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> CountWorkers() => _workers is not { } workers
        ? []
        :
        [
            new(workers.Workers - workers.ReadyWorkers, new KeyValuePair<string, object?>("state", "unready")),
            new(workers.ReadyWorkers - workers.BusyWorkers, new KeyValuePair<string, object?>("state", "idle")),
            new(workers.BusyWorkers, new KeyValuePair<string, object?>("state", "busy")),
        ];
}
