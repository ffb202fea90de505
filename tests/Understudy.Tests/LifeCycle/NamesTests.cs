using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Understudy.Tests.LifeCycle;

public sealed class NamesTests : RuntimeTest
{
    [Fact]
    public void A_named_actor_has_its_name_at_the_end_of_its_path()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props, "given");
        Assert.Equal("given", actor.Path.Name);
        Assert.Equal($"akka://{Sys.Name}/user/given", actor.Path.ToString());
    }

    [Fact]
    public void An_actor_without_a_name_gets_one_that_starts_with_a_dollar_sign()
    {
        var first = Sys.ActorOf(BlackHoleActor.Props);
        var second = Sys.ActorOf(BlackHoleActor.Props);
        Assert.StartsWith("$", first.Path.Name, StringComparison.Ordinal);
        Assert.NotEqual(first.Path.Name, second.Path.Name);
    }

    [Fact]
    public void A_name_in_use_is_refused()
    {
        Sys.ActorOf(BlackHoleActor.Props, "taken");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(BlackHoleActor.Props, "taken"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$first")]
    [InlineData("two words")]
    [InlineData("slash/inside")]
    [InlineData("ümlaut")]
    public void A_name_that_is_not_a_path_element_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(BlackHoleActor.Props, name));

    [Theory]
    [InlineData("worker-1")]
    [InlineData("a.b_c~d!e*f'(g),h+i:j@k&l=m;n")]
    [InlineData("escaped%20space")]
    [InlineData("dollar$inside")]
    public void A_name_of_the_path_alphabet_is_accepted(string name) =>
        Assert.Equal(name, Sys.ActorOf(BlackHoleActor.Props, name).Path.Name);

    [Fact]
    public void A_name_is_free_again_when_the_parent_has_seen_its_child_terminate()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Replacer()));
        parent.Tell("replace");
        var first = ExpectMsg<IActorRef>();
        var second = ExpectMsg<IActorRef>();
        Assert.Equal(first.Path.ToString(), second.Path.ToString());
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
    }

    [Fact]
    public void Children_are_found_by_name_and_by_enumeration()
    {
        var parent = Sys.ActorOf(Props.Create(() => new ParentOfTwo()));
        parent.Tell("child a");
        Assert.Equal(parent.Path / "a", ExpectMsg<IActorRef>().Path);
        parent.Tell("child missing");
        Assert.Equal(ActorRefs.Nobody, ExpectMsg<IActorRef>());
        parent.Tell("children");
        Assert.Equal("a b", ExpectMsg<string>());
    }

    [Fact]
    public void The_parent_of_an_actor_is_in_its_context()
    {
        var parent = Sys.ActorOf(Props.Create(() => new ParentOfTwo()));
        parent.Tell("child a");
        ExpectMsg<IActorRef>().Tell("parent?");
        ExpectMsg(parent);
    }

    private sealed class Replacer : ReceiveActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Replacer()
        {
            Receive<string>(_ =>
            {
                _asker = Sender;
                var first = Context.ActorOf(BlackHoleActor.Props, "same");
                _asker.Tell(first);
                Context.Watch(first);
                Context.Stop(first);
            });
            Receive<Terminated>(_ => _asker.Tell(Context.ActorOf(BlackHoleActor.Props, "same")));
        }
    }

    private sealed class ParentOfTwo : ReceiveActor
    {
        public ParentOfTwo()
        {
            Context.ActorOf(Props.Create(() => new TellsItsParent()), "a");
            Context.ActorOf(BlackHoleActor.Props, "b");
            Receive<string>(text => text == "children", _ =>
                Sender.Tell(string.Join(' ', Context.GetChildren().Select(child => child.Path.Name).Order())));
            Receive<string>(text => Sender.Tell(Context.Child(text["child ".Length..])));
        }
    }

    private sealed class TellsItsParent : ReceiveActor
    {
        public TellsItsParent() => ReceiveAny(_ => Sender.Tell(Context.Parent));
    }
}
