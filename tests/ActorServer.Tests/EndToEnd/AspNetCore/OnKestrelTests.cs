namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>The list on Kestrel: what the other server is measured by.</summary>
[Collection(Processes.Name)]
public sealed class OnKestrelTests(OnKestrelTests.Server server) : FunctionalTests(server), IClassFixture<OnKestrelTests.Server>
{
    public sealed class Server() : KestrelApplication("webapp");
}
