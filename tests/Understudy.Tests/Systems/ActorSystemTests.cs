using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.TestKit.TestActors;

namespace Understudy.Tests.Systems;

public sealed class ActorSystemTests : RuntimeTest
{
    [Fact]
    public void A_system_has_its_name_and_settings()
    {
        using var system = ActorSystem.Create("named", "my.key = 5, akka.loglevel = ERROR");
        Assert.Equal("named", system.Name);
        Assert.Equal(5, system.Settings.Config.GetInt("my.key"));
        Assert.Equal("ERROR", system.Settings.LogLevel);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("-leading")]
    [InlineData("dot.ted")]
    public void A_name_with_other_characters_than_letters_digits_and_hyphens_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public void A_system_can_be_set_up_from_a_bootstrap_setup()
    {
        var setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("my.key = 7"));
        using var system = ActorSystem.Create("set-up", setup);
        Assert.Equal(7, system.Settings.Config.GetInt("my.key"));
    }

    [Fact]
    public void A_setup_of_ones_own_can_be_read_back()
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create(), new Colour("green"));
        using var system = ActorSystem.Create("set-up", setup);
        Assert.Equal("green", system.Settings.Setup.Get<Colour>().Value.Name);
    }

    [Fact]
    public void Unset_keys_come_from_the_reference_configuration() =>
        Assert.Equal(TimeSpan.FromSeconds(5), Sys.Settings.Config.GetTimeSpan("akka.coordinated-shutdown.default-phase-timeout"));

    [Fact]
    public async Task Actors_cannot_be_created_in_a_terminated_system()
    {
        var system = ActorSystem.Create("gone");
        await system.Terminate().WaitAsync(Ceiling);
        Assert.ThrowsAny<InvalidOperationException>(() => system.ActorOf(BlackHoleActor.Props));
    }

    [Fact]
    public async Task Terminating_twice_is_as_good_as_once()
    {
        var system = ActorSystem.Create("gone");
        await Task.WhenAll(system.Terminate(), system.Terminate()).WaitAsync(Ceiling);
    }

    [Fact]
    public void Many_actors_can_be_created_from_many_threads()
    {
        Parallel.For(0, 1000, _ => Sys.ActorOf(Props.Create(() => new Greets(TestActor))));
        Assert.Equal(1000, ReceiveN(1000).Distinct().Count());
    }

    private sealed class Colour(string name) : Setup
    {
        public string Name => name;
    }

    private sealed class Greets : ReceiveActor
    {
        private readonly IActorRef _log;

        public Greets(IActorRef log) => _log = log;

        protected override void PreStart() => _log.Tell(Self.Path.Name);
    }
}
