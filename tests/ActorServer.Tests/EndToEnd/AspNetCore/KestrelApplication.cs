namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A fixture application as its own program, on Kestrel.</summary>
public abstract class KestrelApplication : RunningApplication
{
    private readonly KestrelProcess _process;

    protected KestrelApplication(string application)
    {
        _process = new KestrelProcess(application);
        Url = _process.WaitForUrl();
    }

    public override Uri Url { get; }

    public override Differences Differences { get; } = new()
    {
        TakesTrace = true,
        ExplainsFailures = false,
        UpgradesConnections = true,
        AbortsAtHalfClose = true,
        CountsFraming = true,
        SendsTrailers = false,
        TakesLengthBesideChunks = true,
        TakesUnderscores = true,
        TakesLatin1 = false,
        PrefersAuthorityOfTarget = false,
        TakesRequestId = false,
    };

    protected override void Dispose(bool disposing) => _process.Dispose();
}
