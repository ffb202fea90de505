using Akka.Actor;
using Akka.Hosting;

namespace Understudy.Tests.Hosting;

public sealed class RequiredActorTests : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("required");
    private readonly ActorRegistry _registry = new();

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public void Is_the_registered_actor()
    {
        var actor = Start();
        _registry.Register<EchoActor>(actor);
        Assert.Equal(actor, new RequiredActor<EchoActor>(_registry).ActorRef);
    }

    [Fact]
    public void Without_a_registered_actor_is_an_error() =>
        Assert.Throws<MissingActorRegistryEntryException>(() => new RequiredActor<EchoActor>(_registry).ActorRef);

    [Fact]
    public async Task Can_be_waited_for()
    {
        var required = new RequiredActor<EchoActor>(_registry);
        var waiting = required.GetAsync();
        var actor = Start();
        _registry.Register<EchoActor>(actor);
        Assert.Equal(actor, await waiting.WaitAsync(HostFixture.Ceiling));
        Assert.Equal(actor, required.ActorRef);
    }

    [Fact]
    public void Keeps_what_it_found()
    {
        var required = new RequiredActor<EchoActor>(_registry);
        var actor = Start();
        _registry.Register<EchoActor>(actor);
        Assert.Equal(actor, required.ActorRef);
        _registry.Register<EchoActor>(Start(), overwrite: true);
        Assert.Equal(actor, required.ActorRef);
    }

    [UnderstudyFact]
    public void Asking_too_early_spoils_nothing()
    {
        var required = new RequiredActor<EchoActor>(_registry);
        Assert.Throws<MissingActorRegistryEntryException>(() => required.ActorRef);
        Assert.Throws<MissingActorRegistryEntryException>(() => required.ActorRef);
        var actor = Start();
        _registry.Register<EchoActor>(actor);
        Assert.Equal(actor, required.ActorRef);
    }

    private IActorRef Start() => _system.ActorOf(Props.Create(() => new EchoActor()));
}
