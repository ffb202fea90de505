using Akka.Actor;

namespace Understudy.Tests.Creation;

public sealed class PropsTests : RuntimeTest
{
    private static Type TypeOfBuilt => typeof(Built);

    [Fact]
    public void Props_of_a_type_use_its_parameterless_constructor() => Expect("nothing", Props.Create<Built>());

    [Fact]
    public void Props_of_a_type_with_arguments_use_the_constructor_that_fits() => Expect("text", Props.Create<Built>("text"));

    [Fact]
    public void Props_of_a_type_object_work_like_the_generic_form() => Expect("5 five", Props.Create(TypeOfBuilt, 5, "five"));

    [Fact]
    public void Props_of_an_expression_evaluate_their_arguments()
    {
        var number = 3;
        Expect("3 three", Props.Create(() => new Built(number, "three")));
    }

    [Fact]
    public void An_expression_evaluates_its_arguments_once()
    {
        var calls = 0;
        Func<int> count = () => ++calls;
        var props = Props.Create(() => new Built(count(), "calls"));
        Expect("1 calls", props);
        Expect("1 calls", props);
    }

    [Fact]
    public void Props_of_a_function_call_it_for_each_instance()
    {
        var calls = 0;
        var props = Props.CreateBy(new Producer(() => new Built(++calls, "calls")));
        Expect("1 calls", props);
        Expect("2 calls", props);
    }

    [Fact]
    public void Props_can_be_told_dispatcher_mailbox_and_strategy_without_being_changed()
    {
        var plain = Props.Create<Built>();
        var special = plain.WithDispatcher("special-dispatcher").WithMailbox("special-mailbox").WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy);
        Assert.Equal("special-dispatcher", special.Dispatcher);
        Assert.Equal("special-mailbox", special.Mailbox);
        Assert.Same(SupervisorStrategy.StoppingStrategy, special.SupervisorStrategy);
        Assert.NotEqual("special-dispatcher", plain.Dispatcher);
        Assert.NotEqual("special-mailbox", plain.Mailbox);
    }

    [Fact]
    public void Props_know_the_type_of_their_actor() => Assert.Equal(typeof(Built), Props.Create(() => new Built("text")).Type);

    [Fact]
    public void An_expression_that_is_not_a_constructor_call_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Props.Create(() => Make()));

    [Fact]
    public async Task An_actor_cannot_be_constructed_outside_of_its_system() =>
        // On a thread of its own: the test's thread counts as the test actor's.
        await Assert.ThrowsAnyAsync<ActorInitializationException>(() =>
            Task.Factory.StartNew(() => new Built(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private static Built Make() => new();

    private void Expect(string expected, Props props)
    {
        Sys.ActorOf(props).Tell("what are you?", TestActor);
        ExpectMsg(expected);
    }

    public sealed class Built : ReceiveActor
    {
        public Built()
            : this("nothing")
        {
        }

        public Built(string text) => ReceiveAny(_ => Sender.Tell(text));

        public Built(int number, string text)
            : this($"{number} {text}")
        {
        }
    }

    private sealed class Producer(Func<ActorBase> produce) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Built);

        public ActorBase Produce() => produce();

        public void Release(ActorBase actor)
        {
        }
    }
}
