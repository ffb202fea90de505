namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A fixture application as its app.yaml says, on ActorServer.</summary>
public abstract class ActorServerApplication : RunningApplication
{
    private readonly ServerProcess _process;

    protected ActorServerApplication(string application, string extraYaml = "") => _process = ServerProcess.StartDotnet(application, extraYaml);

    public override Uri Url => _process.Url;

    public override Differences Differences { get; } = new()
    {
        TakesTrace = false,
        ExplainsFailures = true,
        UpgradesConnections = false,
        AbortsAtHalfClose = false,
        CountsFraming = false,
        SendsTrailers = true,
        TakesLengthBesideChunks = false,
        TakesUnderscores = false,
        TakesLatin1 = true,
        PrefersAuthorityOfTarget = true,
        TakesRequestId = true,
    };

    protected override void Dispose(bool disposing) => _process.Dispose();
}
