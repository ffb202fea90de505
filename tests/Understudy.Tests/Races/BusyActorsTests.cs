using Akka.Actor;
using Akka.Event;

namespace Understudy.Tests.Races;

/// <summary>Order, fairness and completeness when many talk at once.</summary>
public sealed class BusyActorsTests : RuntimeTest
{
    [Fact]
    public async Task Each_sender_is_heard_in_its_own_order()
    {
        const int Senders = 8;
        const int PerSender = 5000;
        var outcome = new TaskCompletionSource<string>();
        var receiver = Sys.ActorOf(Props.Create(() => new OrderChecker(Senders, PerSender, outcome)));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < PerSender; number++) receiver.Tell((sender, number));
        })));
        Assert.Equal("in order", await outcome.Task.WaitAsync(Ceiling));
    }

    [Fact]
    public void A_busy_actor_handles_one_message_at_a_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Exclusive(TestActor, 2000)));
        Parallel.For(0, 2000, _ => actor.Tell("work"));
        ExpectMsg("never two at a time");
    }

    [Fact]
    public void An_actor_that_always_has_work_lets_others_run()
    {
        var busy = Enumerable.Range(0, 8).Select(_ => Sys.ActorOf(Props.Create(() => new Perpetual()))).ToList();
        busy.ForEach(actor => actor.Tell("go"));
        var patient = Sys.ActorOf(Props.Create(() => new Echo()));
        patient.Tell("still there?");
        ExpectMsg("still there?");
        busy.ForEach(Sys.Stop);
    }

    [Fact]
    public void An_actor_that_always_has_work_can_be_stopped()
    {
        var busy = Sys.ActorOf(Props.Create(() => new Perpetual()));
        Watch(busy);
        busy.Tell("go");
        Sys.Stop(busy);
        ExpectTerminated(busy);
    }

    [Fact]
    public void Two_actors_play_ping_pong()
    {
        var pong = Sys.ActorOf(Props.Create(() => new Echo()));
        var ping = Sys.ActorOf(Props.Create(() => new Ping(pong, TestActor, 10_000)));
        ping.Tell("serve");
        ExpectMsg(10_000);
    }

    [Fact]
    public async Task Many_questions_at_once_are_each_answered()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => actor.Ask<int>(number, Ceiling)));
        Assert.Equal(Enumerable.Range(0, 2000), answers);
    }

    [Fact]
    public void Many_asynchronous_handlers_in_a_row_all_run()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Asynchronous()));
        for (var number = 0; number < 500; number++) actor.Tell(number);
        for (var number = 0; number < 500; number++) ExpectMsg(number);
    }

    [Fact]
    public void A_parent_counts_thousands_of_children_in_and_out()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family(TestActor, 3000)));
        parent.Tell("grow");
        ExpectMsg("all gone");
    }

    [Fact]
    public async Task Subscribing_and_publishing_at_once_harms_nobody()
    {
        var steady = CreateTestProbe();
        Sys.EventStream.Subscribe(steady.Ref, typeof(string));
        var fickle = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                Sys.EventStream.Subscribe(TestActor, typeof(Info));
                Sys.EventStream.Unsubscribe(TestActor);
            }
        }));
        for (var number = 0; number < 200; number++) Sys.EventStream.Publish($"event {number}");
        await Task.WhenAll(fickle);
        for (var number = 0; number < 200; number++) await steady.ExpectMsgAsync($"event {number}");
    }

    [Fact]
    public void Stashing_and_failing_keep_every_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new StashesThenFails(TestActor)));
        for (var number = 0; number < 100; number++) actor.Tell(number);
        actor.Tell("fail");
        actor.Tell("open");
        for (var number = 0; number < 100; number++) ExpectMsg(number);
    }

    private sealed class OrderChecker : ReceiveActor
    {
        public OrderChecker(int senders, int perSender, TaskCompletionSource<string> outcome)
        {
            var next = new int[senders];
            var missing = senders * perSender;
            Receive<(int Sender, int Number)>(message =>
            {
                if (next[message.Sender]++ != message.Number) outcome.TrySetResult($"sender {message.Sender}: {message.Number} came out of order");
                if (--missing == 0) outcome.TrySetResult("in order");
            });
        }
    }

    private sealed class Exclusive : ReceiveActor
    {
        private int _inside;

        public Exclusive(IActorRef log, int messages) => Receive<string>(_ =>
        {
            if (Interlocked.Increment(ref _inside) != 1) log.Tell("two at a time");
            Thread.SpinWait(20);
            Interlocked.Decrement(ref _inside);
            if (--messages == 0) log.Tell("never two at a time");
        });
    }

    private sealed class Perpetual : ReceiveActor
    {
        public Perpetual() => ReceiveAny(message => Self.Tell(message));
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Ping : ReceiveActor
    {
        public Ping(IActorRef pong, IActorRef log, int rounds)
        {
            Receive<string>(_ => pong.Tell(1));
            Receive<int>(round =>
            {
                if (round == rounds) log.Tell(round);
                else pong.Tell(round + 1);
            });
        }
    }

    private sealed class Asynchronous : ReceiveActor
    {
        public Asynchronous() => ReceiveAsync<int>(async number =>
        {
            await Task.Yield();
            Sender.Tell(number);
        });
    }

    private sealed class Family : ReceiveActor
    {
        public Family(IActorRef log, int members)
        {
            Receive<string>(_ =>
            {
                for (var member = 0; member < members; member++)
                {
                    var child = Context.ActorOf(Props.Create(() => new Echo()));
                    Context.Watch(child);
                    child.Tell(PoisonPill.Instance);
                }
            });
            Receive<Terminated>(_ =>
            {
                if (--members == 0) log.Tell(Context.GetChildren().Any() ? "somebody stayed" : "all gone");
            });
        }
    }

    private sealed class StashesThenFails : ReceiveActor, IWithUnboundedStash
    {
        public StashesThenFails(IActorRef log)
        {
            Receive<int>(_ => Stash.Stash());
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("broken"));
            Receive<string>(_ =>
            {
                Become(() => Receive<int>(number => log.Tell(number)));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
