namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>The list on ActorServer, from an app.yaml that names the folder and the program.</summary>
[Collection(Processes.Name)]
public sealed class OnActorServerTests(OnActorServerTests.Server server) : FunctionalTests(server), IClassFixture<OnActorServerTests.Server>
{
    public sealed class Server() : ActorServerApplication("webapp");
}
