using Akka.Actor;
using Akka.TestKit;

namespace Understudy.Tests.Dispatching;

public sealed class DispatchersTests : RuntimeTest
{
    private const string Configured =
        """
        pinned { type = PinnedDispatcher }
        dedicated {
          type = ForkJoinDispatcher
          throughput = 10
          dedicated-thread-pool { thread-count = 2 }
        }
        pool { type = Dispatcher, throughput = 1 }
        tasks { type = TaskDispatcher }
        akka.actor.deployment {
          /placed { dispatcher = pinned }
          "/placed/*" { dispatcher = dedicated }
          /mixed { dispatcher = pool }
        }
        """;

    public DispatchersTests()
        : base(Configured)
    {
    }

    [Theory]
    [InlineData("pinned")]
    [InlineData("dedicated")]
    [InlineData("pool")]
    [InlineData("tasks")]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("akka.actor.internal-dispatcher")]
    public void An_actor_on_any_configured_dispatcher_handles_its_messages_in_order(string dispatcher)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher(dispatcher));
        for (var number = 0; number < 100; number++)
            actor.Tell(number);
        Assert.Equal(Enumerable.Range(0, 100), ReceiveN(100).Cast<int>());
    }

    [Fact]
    public void The_dispatcher_of_the_props_is_the_one_of_the_context()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher("dedicated"));
        actor.Tell("dispatcher");
        ExpectMsg("dedicated");
    }

    [Fact]
    public void Without_a_word_the_default_dispatcher_is_used()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()));
        actor.Tell("dispatcher");
        ExpectMsg("akka.actor.default-dispatcher");
    }

    [Fact]
    public void A_pinned_actor_always_runs_on_its_own_thread()
    {
        var first = Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher("pinned"));
        var second = Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher("pinned"));
        var threads = ThreadsOf(first);
        Assert.Single(threads);
        Assert.NotEqual(threads.Single(), ThreadsOf(second).Single());
    }

    [Fact]
    public void A_dedicated_pool_has_as_many_threads_as_configured_and_none_of_them_is_of_the_shared_pool()
    {
        var threads = new HashSet<int>();
        foreach (var _ in Enumerable.Range(0, 8))
            threads.UnionWith(ThreadsOf(Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher("dedicated"))));
        Assert.InRange(threads.Count, 1, 2);
    }

    [Fact]
    public void A_deployment_by_path_moves_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()), "placed");
        actor.Tell("dispatcher");
        ExpectMsg("pinned");
    }

    [Fact]
    public void A_wildcard_in_a_deployment_moves_the_children()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()), "placed");
        actor.Tell("child");
        ExpectMsg<IActorRef>().Tell("dispatcher");
        ExpectMsg("dedicated");
    }

    [Fact]
    public void A_deployment_wins_over_the_props()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher("pinned"), "mixed");
        actor.Tell("dispatcher");
        ExpectMsg("pool");
    }

    [Fact]
    public void A_dispatcher_that_is_not_configured_is_refused() =>
        Assert.Throws<Akka.Configuration.ConfigurationException>(() =>
            Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher("no-such-dispatcher")));

    [Fact]
    public void Dispatchers_can_be_asked_for()
    {
        Assert.True(Sys.Dispatchers.HasDispatcher("pool"));
        Assert.False(Sys.Dispatchers.HasDispatcher("no-such-dispatcher"));
        Assert.Equal("pool", Sys.Dispatchers.Lookup("pool").Id);
        Assert.Same(Sys.Dispatchers.Lookup("pool"), Sys.Dispatchers.Lookup("pool"));
        Assert.Equal(1, Sys.Dispatchers.Lookup("pool").Throughput);
    }

    [Fact]
    public void Actors_on_the_calling_thread_dispatcher_handle_a_message_before_Tell_returns()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reflecting()).WithDispatcher(CallingThreadDispatcher.Id));
        // The first message may still be handled by the thread that starts the actor.
        AwaitAssert(() =>
        {
            actor.Tell("thread");
            ExpectMsg(Environment.CurrentManagedThreadId);
        });
    }

    private HashSet<int> ThreadsOf(IActorRef actor)
    {
        var threads = new HashSet<int>();
        for (var round = 0; round < 10; round++)
        {
            actor.Tell("thread", TestActor);
            threads.Add(ExpectMsg<int>());
        }

        return threads;
    }

    private sealed class Reflecting : ReceiveActor
    {
        public Reflecting()
        {
            Receive<string>(text => text == "dispatcher", _ => Sender.Tell(Context.Dispatcher.Id));
            Receive<string>(text => text == "thread", _ => Sender.Tell(Environment.CurrentManagedThreadId));
            Receive<string>(text => text == "child", _ => Sender.Tell(Context.ActorOf(Props.Create(() => new Reflecting()))));
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
