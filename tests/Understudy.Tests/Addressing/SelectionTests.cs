using Akka.Actor;

namespace Understudy.Tests.Addressing;

public sealed class SelectionTests : RuntimeTest
{
    public SelectionTests()
    {
        var tree = Sys.ActorOf(Props.Create(() => new Node()), "tree");
        foreach (var name in new[] { "leaf-1", "leaf-2", "other" })
        {
            tree.Tell(new Grow(name), TestActor);
            ExpectMsg("grown");
        }
    }

    [Fact]
    public void An_absolute_selection_reaches_the_actor_at_its_path()
    {
        Sys.ActorSelection("/user/tree/leaf-1").Tell("name");
        ExpectMsg("leaf-1");
    }

    [Fact]
    public void A_selection_can_be_made_from_a_path()
    {
        Sys.ActorSelection(ActorPath.Parse($"akka://{Sys.Name}/user/tree/other")).Tell("name");
        ExpectMsg("other");
    }

    [Fact]
    public void A_star_reaches_every_child()
    {
        Sys.ActorSelection("/user/tree/*").Tell("name");
        Assert.Equal(["leaf-1", "leaf-2", "other"], ReceiveN(3).Cast<string>().Order());
    }

    [Fact]
    public void A_pattern_reaches_the_children_that_fit()
    {
        Sys.ActorSelection("/user/tree/leaf-?").Tell("name");
        Assert.Equal(["leaf-1", "leaf-2"], ReceiveN(2).Cast<string>().Order());
        Sys.ActorSelection("/user/tree/o*r").Tell("name");
        ExpectMsg("other");
    }

    [Fact]
    public void Two_dots_lead_to_the_parent()
    {
        Sys.ActorSelection("/user/tree/leaf-1/../other").Tell("name");
        ExpectMsg("other");
    }

    [Fact]
    public void A_relative_selection_starts_at_the_actor_that_makes_it()
    {
        Sys.ActorSelection("/user/tree/leaf-1").Tell(new Relay("../leaf-2"));
        ExpectMsg("leaf-2");
    }

    [Fact]
    public void A_selection_can_start_at_a_reference()
    {
        var tree = Sys.ActorSelection("/user/tree");
        tree.Tell("self");
        Sys.ActorSelection(ExpectMsg<IActorRef>(), "leaf-2").Tell("name");
        ExpectMsg("leaf-2");
    }

    [Fact]
    public void Identify_answers_with_the_reference_and_the_id_of_the_question()
    {
        Sys.ActorSelection("/user/tree/leaf-1").Tell(new Identify("question 1"));
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal("question 1", identity.MessageId);
        Assert.Equal("leaf-1", identity.Subject.Path.Name);
    }

    [Fact]
    public void Identify_answers_for_nobody_too()
    {
        Sys.ActorSelection("/user/tree/missing").Tell(new Identify(7));
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(7, identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task A_selection_is_resolved_to_one_reference()
    {
        var leaf = await Sys.ActorSelection("/user/tree/leaf-1").ResolveOne(Ceiling);
        Assert.Equal("leaf-1", leaf.Path.Name);
    }

    [Fact]
    public async Task Resolving_a_selection_without_an_actor_throws() =>
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/tree/missing").ResolveOne(TimeSpan.FromSeconds(1)));

    [Fact]
    public async Task A_selection_can_be_asked() =>
        Assert.Equal("leaf-2", await Sys.ActorSelection("/user/tree/leaf-2").Ask<string>("name", Ceiling));

    [Fact]
    public void A_poison_pill_to_a_selection_stops_what_it_selects()
    {
        Sys.ActorSelection("/user/tree/leaf-1").Tell(new Identify(1));
        var leaf = ExpectMsg<ActorIdentity>().Subject;
        Watch(leaf);
        Sys.ActorSelection("/user/tree/leaf-1").Tell(PoisonPill.Instance);
        ExpectTerminated(leaf);
    }

    private sealed record Grow(string Name);

    private sealed record Relay(string Selection);

    private sealed class Node : ReceiveActor
    {
        public Node()
        {
            Receive<Grow>(grow =>
            {
                Context.ActorOf(Props.Create(() => new Node()), grow.Name);
                Sender.Tell("grown");
            });
            Receive<Relay>(relay => Context.ActorSelection(relay.Selection).Tell("name", Sender));
            Receive<string>(text => text == "self", _ => Sender.Tell(Self));
            Receive<string>(_ => Sender.Tell(Self.Path.Name));
        }
    }
}
