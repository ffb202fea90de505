using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Understudy.Tests.Races;

/// <summary>What holds however the threads of a machine meet. Each test meets them many times.</summary>
public sealed class StoppingRacesTests : RuntimeTest
{
    private const int Rounds = 300;

    public StoppingRacesTests()
        : base("akka.log-dead-letters = off")
    {
    }

    [Fact]
    public void Whoever_watches_while_the_actor_stops_is_told_exactly_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var actor = Sys.ActorOf(Props.Create(() => new Silent()));
            var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
            Parallel.Invoke(() => watcher.Tell(actor), () => Sys.Stop(actor));
            Assert.Equal(actor, ExpectMsg<IActorRef>());
            Sys.Stop(watcher);
        }

        ExpectNoMsg(AMoment);
    }

    [UnderstudyFact]
    public async Task Every_message_to_a_stopping_actor_is_handled_or_a_dead_letter()
    {
        const int PerSender = 200;
        for (var round = 0; round < 10; round++)
        {
            var seen = new ConcurrentDictionary<(int, int), int>();
            var letters = Sys.ActorOf(Props.Create(() => new LetterCounter(seen)));
            Sys.EventStream.Subscribe(letters, typeof(DeadLetter));
            var actor = Sys.ActorOf(Props.Create(() => new NumberCounter(seen)));
            var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(() =>
            {
                for (var number = 0; number < PerSender; number++)
                {
                    actor.Tell((sender, number));
                    if (sender == 0 && number == PerSender / 2) Sys.Stop(actor);
                }
            }));
            await Task.WhenAll(senders);
            await AwaitConditionAsync(() => Task.FromResult(seen.Count == 4 * PerSender), Ceiling, TimeSpan.FromMilliseconds(10));
            Assert.All(seen.Values, count => Assert.Equal(1, count));
            Sys.EventStream.Unsubscribe(letters);
            Sys.Stop(letters);
        }
    }

    [Fact]
    public void A_tree_stops_from_the_leaves_to_the_root()
    {
        var order = new ConcurrentQueue<string>();
        var root = Sys.ActorOf(Props.Create(() => new Tree(order, 4)), "tree");
        Watch(root);
        root.Tell("ready?");
        ExpectMsg("ready");
        Sys.Stop(root);
        ExpectTerminated(root);
        var stopped = order.ToList();
        Assert.Equal(1 + 3 + 9 + 27 + 81, stopped.Count);
        Assert.All(stopped.Where(path => path != "/user/tree"), path =>
            Assert.True(stopped.IndexOf(path) < stopped.IndexOf(path[..path.LastIndexOf('/')])));
    }

    [Fact]
    public void A_name_is_free_for_the_parent_as_soon_as_it_is_told_of_the_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Replacer(TestActor, 500)));
        actor.Tell("go");
        ExpectMsg("done");
    }

    [Fact]
    public void A_failing_child_loses_none_of_the_messages_that_arrive_meanwhile()
    {
        const int Messages = 1000;
        var child = Sys.ActorOf(Props.Create(() => new FailsNowAndThen(TestActor)));
        Parallel.For(0, Messages, number => child.Tell(number));
        var seen = Enumerable.Range(0, Messages - (Messages / 10)).Select(_ => ExpectMsg<int>()).ToHashSet();
        Assert.Equal(Messages - (Messages / 10), seen.Count);
        Assert.DoesNotContain(seen, number => number % 10 == 0);
        ExpectNoMsg(AMoment);
    }

    private sealed class Silent : ReceiveActor;

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef log)
        {
            Receive<IActorRef>(actor => Context.Watch(actor));
            Receive<Terminated>(terminated => log.Tell(terminated.ActorRef));
        }
    }

    private sealed class LetterCounter : ReceiveActor
    {
        public LetterCounter(ConcurrentDictionary<(int, int), int> seen)
        {
            Receive<DeadLetter>(letter =>
            {
                if (letter.Message is (int sender, int number)) seen.AddOrUpdate((sender, number), 1, (_, count) => count + 1);
            });
        }
    }

    private sealed class NumberCounter : ReceiveActor
    {
        public NumberCounter(ConcurrentDictionary<(int, int), int> seen) =>
            Receive<(int, int)>(number => { seen.AddOrUpdate(number, 1, (_, count) => count + 1); });
    }

    private sealed class Tree : ReceiveActor
    {
        private readonly ConcurrentQueue<string> _order;
        private int _missing;
        private IActorRef? _asker;

        public Tree(ConcurrentQueue<string> order, int depth)
        {
            _order = order;
            if (depth > 0)
            {
                for (var child = 0; child < 3; child++) Context.ActorOf(Props.Create(() => new Tree(order, depth - 1)));
            }

            Receive<string>(text => text == "ready?", _ =>
            {
                (_asker, _missing) = (Sender, Context.GetChildren().Count());
                foreach (var child in Context.GetChildren()) child.Tell("ready?");
                if (_missing == 0) _asker.Tell("ready");
            });
            Receive<string>(_ =>
            {
                if (--_missing == 0) _asker?.Tell("ready");
            });
        }

        protected override void PostStop() => _order.Enqueue(Self.Path.ToStringWithoutAddress());
    }

    private sealed class Replacer : ReceiveActor
    {
        public Replacer(IActorRef log, int rounds)
        {
            Receive<string>(_ => Replace());
            Receive<Terminated>(_ =>
            {
                if (--rounds == 0) log.Tell("done");
                else Replace();
            });
        }

        private static void Replace()
        {
            var child = Context.ActorOf(Props.Create(() => new Silent()), "same");
            Context.Watch(child);
            Context.Stop(child);
        }
    }

    private sealed class FailsNowAndThen : ReceiveActor
    {
        public FailsNowAndThen(IActorRef log) => Receive<int>(number =>
        {
            if (number % 10 == 0) throw new InvalidOperationException("now");
            log.Tell(number);
        });
    }
}
