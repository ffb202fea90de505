using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Understudy.Tests.Hosting;

public class HostedActorSystemTests
{
    [Fact]
    public async Task Starts_with_the_host_and_stops_with_it()
    {
        using var host = HostFixture.Build(_ => { });
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        var system = host.System();
        Assert.Equal("hosted", system.Name);
        Assert.False(system.WhenTerminated.IsCompleted);
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
        await system.WhenTerminated.WaitAsync(HostFixture.Ceiling);
        Assert.IsType<CoordinatedShutdown.ClrExitReason>(CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task The_tasks_of_a_coordinated_shutdown_are_done_before_the_host_has_stopped()
    {
        var done = new List<string>();
        using var host = HostFixture.Build(builder => builder.AddStartup((system, _) =>
        {
            foreach (var phase in new[] { CoordinatedShutdown.PhaseServiceRequestsDone, CoordinatedShutdown.PhaseServiceUnbind })
            {
                CoordinatedShutdown.Get(system).AddTask(phase, "note", async () =>
                {
                    await Task.Yield();
                    lock (done) done.Add(phase);
                    return Akka.Done.Instance;
                });
            }
        }));
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
        Assert.Equal([CoordinatedShutdown.PhaseServiceUnbind, CoordinatedShutdown.PhaseServiceRequestsDone], done);
    }

    [Fact]
    public async Task A_system_that_ends_by_itself_stops_the_host()
    {
        using var host = HostFixture.Build(_ => { });
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        _ = host.System().Terminate();
        await stopping.Task.WaitAsync(HostFixture.Ceiling);
    }

    [Fact]
    public async Task Every_form_of_a_starter_runs_before_the_startup_tasks_and_in_order()
    {
        var order = new List<int>();
        using var host = HostFixture.Build(builder => builder
            .AddStartup((_, _) => order.Add(10))
            .AddStartup(async (_, _) =>
            {
                await Task.Yield();
                order.Add(11);
            })
            .WithActors((_, _) => order.Add(1))
            .WithActors(async (_, _) =>
            {
                await Task.Yield();
                order.Add(2);
            })
            .WithActors((_, _, resolver) => order.Add(resolver is null ? -1 : 3))
            .WithActors(async (_, _, resolver) =>
            {
                await Task.Yield();
                order.Add(resolver is null ? -1 : 4);
            })
            .StartActors((_, _) => order.Add(5)));
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        Assert.Equal([1, 2, 3, 4, 5, 10, 11], order);
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    [Fact]
    public async Task What_a_starter_registers_is_a_service_of_the_host()
    {
        using var host = HostFixture.Build(builder => builder.WithActors((system, registry) =>
            registry.Register<EchoActor>(system.ActorOf(Props.Create(() => new EchoActor()), "echo"))));
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        var echo = host.Services.GetRequiredService<IRequiredActor<EchoActor>>().ActorRef;
        Assert.Equal("/user/echo", echo.Path.ToStringWithoutAddress());
        Assert.Equal("ping", await echo.Ask<string>("ping", HostFixture.Ceiling));
        Assert.Same(host.Services.GetRequiredService<ActorRegistry>(), host.Services.GetRequiredService<IActorRegistry>());
        Assert.Same(host.Services.GetRequiredService<ActorRegistry>(), host.Services.GetRequiredService<IReadOnlyActorRegistry>());
        Assert.Same(host.Services.GetRequiredService<ActorRegistry>(), ActorRegistry.For(host.System()));
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    [Fact]
    public async Task Actors_take_services_of_the_host()
    {
        using var host = HostFixture.Build(
            builder => builder.WithActors((system, registry, resolver) =>
            {
                var (greeter, unknown) = (typeof(GreeterActor), typeof(HostedActorSystemTests));
                registry.Register<GreeterActor>(system.ActorOf(resolver.Props<GreeterActor>("!")));
                registry.Register<GreetingService>(system.ActorOf(resolver.Props(greeter, "?")));
                Assert.Throws<ArgumentException>(() => resolver.Props(unknown));
                Assert.NotNull(resolver.GetService<GreetingService>());
                Assert.Null(resolver.GetService(unknown));
                using var scope = resolver.CreateScope();
                Assert.NotNull(scope.Resolver.GetService<GreetingService>());
            }),
            services => services.AddSingleton<GreetingService>());
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        var registry = host.Services.GetRequiredService<IReadOnlyActorRegistry>();
        Assert.Equal("Hello Ada!", await registry.Get<GreeterActor>().Ask<string>("Ada", HostFixture.Ceiling));
        Assert.Equal("Hello Ada?", await registry.Get<GreetingService>().Ask<string>("Ada", HostFixture.Ceiling));
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    [Fact]
    public async Task What_the_system_is_made_of_may_depend_on_services()
    {
        using var host = HostFixture.Build(
            (builder, services) => builder.AddHocon($"test.greeting = \"{services.GetRequiredService<GreetingService>().Greet("you")}\"", HoconAddMode.Append),
            services => services.AddSingleton<GreetingService>());
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        Assert.Equal("Hello you", host.System().Settings.Config.GetString("test.greeting"));
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    [Fact]
    public async Task A_starter_that_fails_fails_the_start_of_the_host_and_ends_the_system()
    {
        using var host = HostFixture.Build(builder => builder.WithActors((_, _) => throw new InvalidOperationException("no such thing")));
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().WaitAsync(HostFixture.Ceiling));
        Assert.Equal("no such thing", fault.Message);
        await host.System().WhenTerminated.WaitAsync(HostFixture.Ceiling);
    }

    [Fact]
    public async Task Extensions_are_loaded_with_the_system()
    {
        using var host = HostFixture.Build(builder => builder.WithExtension<NotingExtension>().WithExtensions(typeof(NotingExtension)));
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        Assert.True(host.System().HasExtension<Noting>());
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(IExtensionId))]
    public void Only_extensions_can_be_loaded(Type type) => Assert.Throws<Akka.Configuration.ConfigurationException>(
        () => new AkkaConfigurationBuilder(new ServiceCollection(), "none").WithExtensions(type));

    [Fact]
    public async Task Setups_reach_the_system()
    {
        using var host = HostFixture.Build(builder => builder
            .AddSetup(new NoteSetup("noted"))
            .AddSetup(BootstrapSetup.Create().WithConfig("test.bootstrap = taken")));
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        Assert.Equal("noted", host.System().Settings.Setup.Get<NoteSetup>().Value.Note);
        Assert.Equal("taken", host.System().Settings.Config.GetString("test.bootstrap"));
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    public sealed class Noting : IExtension;

    public sealed class NotingExtension : ExtensionIdProvider<Noting>
    {
        public override Noting CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class NoteSetup(string note) : Setup
    {
        public string Note { get; } = note;
    }
}
