using System.Collections.Concurrent;

namespace WebApp;

/// <summary>Where an endpoint waits until another request lets it go on: POST /gates/{name}.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    public Task WaitAsync(string name, CancellationToken cancelled) => Gate(name).WaitAsync(cancelled);

    public void Open(string name) => Gate(name).Release();

    private SemaphoreSlim Gate(string name) => _gates.GetOrAdd(name, _ => new SemaphoreSlim(0));
}
