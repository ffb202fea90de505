using System.Collections.Concurrent;

namespace WebApp;

/// <summary>What happened under a name, in order; asked for by GET /notes/{name}.</summary>
internal sealed class Notes
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _notes = new();

    public void Add(string name, string note) => _notes.GetOrAdd(name, _ => new ConcurrentQueue<string>()).Enqueue(note);

    public string[] Of(string name) => _notes.TryGetValue(name, out var notes) ? [.. notes] : [];
}
