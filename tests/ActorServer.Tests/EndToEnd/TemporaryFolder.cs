namespace ActorServer.Tests.EndToEnd;

/// <summary>A folder of a test; it goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("actorserver-e2e-").FullName;

    /// <summary>A path in the folder.</summary>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        // git and hg write-protect what they store; that hinders nobody from deleting it.
        Directory.Delete(Path, recursive: true);
    }
}
