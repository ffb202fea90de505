namespace WebApp;

/// <summary>A service of one request: disposed when its answer is over.</summary>
internal sealed class Visit(Notes notes) : IDisposable
{
    public string Name { get; } = Guid.NewGuid().ToString("N");

    public void Dispose() => notes.Add(Name, "disposed");
}
