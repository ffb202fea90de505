using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.TestKit.Xunit2;
using ActorServer.Server.Dispatch;

namespace ActorServer.Tests.Server;

/// <summary>Actors on the threads that wait for sockets: in order, never one within another, never for ever, and on the pool everywhere else.</summary>
public sealed class EventLoopExecutorTests() : TestKit(ConfigurationFactory.ParseString(
    "akka.actor.default-dispatcher.executor = \"ActorServer.Server.Dispatch.EventLoopExecutorConfigurator, ActorServer.Server\""))
{
    private const string EventThread = ".NET Sockets";
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private sealed record Count(int Left);

    private sealed record Told(int Left, int Thread);

    [Fact]
    public void Runs_work_within_the_call_on_a_thread_that_waits_for_sockets()
    {
        int caller = 0, runner = 0;
        On(EventThread, () =>
        {
            caller = Environment.CurrentManagedThreadId;
            new EventLoopExecutor("test").Execute(new Work(() => runner = Environment.CurrentManagedThreadId));
        });

        Assert.Equal(caller, runner);
    }

    [Fact]
    public void Runs_what_work_asks_for_behind_it_in_order()
    {
        List<string> order = [];
        On(EventThread, () =>
        {
            var executor = new EventLoopExecutor("test");
            executor.Execute(new Work(() =>
            {
                executor.Execute(new Work(() => order.Add("second")));
                executor.Execute(new Work(() => order.Add("third")));
                order.Add("first");
            }));
        });

        Assert.Equal(["first", "second", "third"], order);
    }

    [Theory]
    [InlineData(EventLoopExecutor.MostTurns, true)]
    [InlineData(EventLoopExecutor.MostTurns + 1, false)]
    public async Task Gives_the_pool_what_is_more_than_one_event_may_cause(int turns, bool isHere)
    {
        var ran = new TaskCompletionSource<bool>();
        On(EventThread, () =>
        {
            int caller = Environment.CurrentManagedThreadId;
            var executor = new EventLoopExecutor("test");
            void Next(int left) => executor.Execute(new Work(() =>
            {
                if (left > 1)
                {
                    Next(left - 1);
                }
                else
                {
                    ran.SetResult(Environment.CurrentManagedThreadId == caller);
                }
            }));
            Next(turns);
        });

        Assert.Equal(isHere, await ran.Task.WaitAsync(Ceiling));
    }

    [Fact]
    public void Loses_no_work_behind_one_that_throws()
    {
        var ran = new ManualResetEventSlim();
        On(EventThread, () =>
        {
            var executor = new EventLoopExecutor("test");
            Assert.Throws<InvalidOperationException>(() => executor.Execute(new Work(() =>
            {
                executor.Execute(new Work(ran.Set));
                throw new InvalidOperationException("a defect");
            })));

            bool isHere = false;
            executor.Execute(new Work(() => isHere = true));
            Assert.True(isHere, "the next event finds the thread as it was");
        });

        Assert.True(ran.Wait(Ceiling));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another thread")]
    public async Task Is_the_pool_on_every_other_thread(string? name)
    {
        var ran = new TaskCompletionSource<bool>();
        On(name, () => new EventLoopExecutor("test").Execute(new Work(() => ran.SetResult(Thread.CurrentThread.IsThreadPoolThread))));

        Assert.True(await ran.Task.WaitAsync(Ceiling));
    }

    [Fact]
    public void Serves_a_dispatcher_that_names_it()
    {
        IActorRef countdown = Sys.ActorOf(Props.Create(() => new Countdown(TestActor)));

        // Where a turn of it is under way, as its first one on the pool, that one takes the message.
        AwaitAssert(() =>
        {
            int caller = 0;
            On(EventThread, () =>
            {
                caller = Environment.CurrentManagedThreadId;
                countdown.Tell(new Count(3), ActorRefs.NoSender);
            });
            Assert.Equal([new Told(3, caller), new Told(2, caller), new Told(1, caller), new Told(0, caller)], ReceiveN(4).Cast<Told>());
        });
    }

    private static void On(string? threadName, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        if (threadName is not null)
        {
            thread.Name = threadName;
        }

        thread.Start();
        Assert.True(thread.Join(Ceiling));
        Assert.Null(failure);
    }

    private sealed class Work(Action action) : IRunnable
    {
        public void Run() => action();

        public void Execute() => action();
    }

    private sealed class Countdown(IActorRef listener) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            int left = ((Count)message).Left;
            listener.Tell(new Told(left, Environment.CurrentManagedThreadId));
            if (left > 0)
            {
                Self.Tell(new Count(left - 1));
            }
        }
    }
}
