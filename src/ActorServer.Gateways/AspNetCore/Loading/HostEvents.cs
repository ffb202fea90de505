using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// Hears of every host that the code which runs below <see cref="Subscribe"/> builds, on its thread or in its asynchronous continuations: the events
/// <c>HostBuilding</c> and <c>HostBuilt</c> of the diagnostic source Microsoft.Extensions.Hosting, which test hosts and design-time tools use too.
/// </summary>
internal sealed class HostEvents : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly Action<IHostBuilder> _building;
    private readonly Action<IHost> _built;
    private readonly AsyncLocal<bool> _isBelow = new();
    private readonly List<IDisposable> _subscriptions = [];

    private HostEvents(Action<IHostBuilder> building, Action<IHost> built) => (_building, _built) = (building, built);

    /// <summary>Begins to listen to what the caller builds from here on.</summary>
    /// <param name="building">Called when all of a host's own configuration is done, in the thread that builds it.</param>
    /// <param name="built">Called with the host, before it starts.</param>
    public static HostEvents Subscribe(Action<IHostBuilder> building, Action<IHost> built)
    {
        var events = new HostEvents(building, built);

        // Hosts of others, such as the server's own, raise the same events in the same process.
        events._isBelow.Value = true;
        events.Add(DiagnosticListener.AllListeners.Subscribe(events));
        return events;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_subscriptions)
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
            _subscriptions.Clear();
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            Add(value.Subscribe(this));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (!_isBelow.Value)
            return;
        switch (value)
        {
            case { Key: "HostBuilding", Value: IHostBuilder builder }:
                _building(builder);
                break;
            case { Key: "HostBuilt", Value: IHost host }:
                _built(host);
                break;
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private void Add(IDisposable subscription)
    {
        lock (_subscriptions)
            _subscriptions.Add(subscription);
    }
}
