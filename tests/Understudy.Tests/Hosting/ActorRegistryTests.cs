using Akka.Actor;
using Akka.Hosting;

namespace Understudy.Tests.Hosting;

public sealed class ActorRegistryTests : IAsyncDisposable
{
    private static readonly Type KeyType = typeof(Key);

    private readonly ActorSystem _system = ActorSystem.Create("registry");
    private readonly ActorRegistry _registry = new();

    private sealed class Key;

    private sealed class OtherKey;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public void Finds_what_was_registered()
    {
        var actor = Start();
        _registry.Register<Key>(actor);
        Assert.Equal(actor, _registry.Get<Key>());
        Assert.True(_registry.TryGet<Key>(out var found));
        Assert.Equal(actor, found);
        Assert.True(_registry.TryGet(KeyType, out found));
        Assert.Equal(actor, found);
        Assert.Equal([KeyValuePair.Create(typeof(Key), actor)], _registry);
    }

    [Fact]
    public void What_is_missing_is_nobody()
    {
        Assert.False(_registry.TryGet<Key>(out var found));
        Assert.Equal(ActorRefs.Nobody, found);
        Assert.Throws<MissingActorRegistryEntryException>(() => _registry.Get<Key>());
    }

    [Fact]
    public void A_key_is_taken_once_unless_it_is_to_be_overwritten()
    {
        var (first, second) = (Start(), Start());
        _registry.Register<Key>(first);
        Assert.Throws<DuplicateActorRegistryException>(() => _registry.Register<Key>(second));
        Assert.False(_registry.TryRegister<Key>(second));
        Assert.False(_registry.TryRegister(KeyType, second));
        Assert.Equal(first, _registry.Get<Key>());
        Assert.True(_registry.TryRegister<Key>(second, overwrite: true));
        Assert.Equal(second, _registry.Get<Key>());
        _registry.Register<OtherKey>(second);
    }

    [Fact]
    public void Nothing_cannot_be_registered()
    {
        Assert.Throws<ArgumentNullException>(() => _registry.Register<Key>(null!));
        Assert.False(_registry.TryRegister<Key>(null!));
    }

    [Fact]
    public async Task Everybody_who_waits_for_an_actor_gets_it()
    {
        var waiting = new[] { _registry.GetAsync<Key>(), _registry.GetAsync(KeyType), _registry.GetAsync<OtherKey>() };
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        var actor = Start();
        _registry.Register<Key>(actor);
        Assert.Equal(actor, await waiting[0].WaitAsync(HostFixture.Ceiling));
        Assert.Equal(actor, await waiting[1].WaitAsync(HostFixture.Ceiling));
        Assert.False(waiting[2].IsCompleted);
        Assert.Equal(actor, await _registry.GetAsync<Key>().WaitAsync(HostFixture.Ceiling));
    }

    [Fact]
    public async Task Waiting_can_be_given_up_by_one_alone()
    {
        using var patience = new CancellationTokenSource();
        var impatient = _registry.GetAsync<Key>(patience.Token);
        var patient = _registry.GetAsync<Key>();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.WaitAsync(HostFixture.Ceiling));
        var actor = Start();
        _registry.Register<Key>(actor);
        Assert.Equal(actor, await patient.WaitAsync(HostFixture.Ceiling));
    }

    [Fact]
    public void A_system_has_one_registry()
    {
        ActorRegistry.For(_system).Register<Key>(Start());
        Assert.Same(ActorRegistry.For(_system), ActorRegistry.For(_system));
        Assert.True(ActorRegistry.For(_system).TryGet<Key>(out _));
    }

    private IActorRef Start() => _system.ActorOf(Props.Create(() => new EchoActor()));
}
