namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>The list on Kestrel: what the other server is measured by.</summary>
[Collection(Processes.Name)]
public sealed class OnKestrelTests(OnKestrelTests.Server server) : FunctionalTests(server), IClassFixture<OnKestrelTests.Server>
{
    public sealed class Server : RunningApplication
    {
        private readonly KestrelProcess _process = new("webapp");

        public Server() => Url = _process.WaitForUrl();

        public override Uri Url { get; }

        public override Differences Differences { get; } = new() { UpgradesConnections = true, AbortsAtHalfClose = true, CountsFraming = true, SendsTrailers = false };

        protected override void Dispose(bool disposing) => _process.Dispose();
    }
}
