using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Understudy.Tests.Addressing;

public sealed class PathsTests : RuntimeTest
{
    [Fact]
    public void A_path_is_parsed_into_address_and_elements()
    {
        var path = ActorPath.Parse("akka://system/user/parent/child");
        Assert.Equal("system", path.Address.System);
        Assert.Equal(["user", "parent", "child"], path.Elements);
        Assert.Equal("child", path.Name);
        Assert.Equal("parent", path.Parent.Name);
        Assert.Equal("akka://system/user/parent/child", path.ToString());
        Assert.Equal("/user/parent/child", path.ToStringWithoutAddress());
    }

    [Fact]
    public void A_path_with_host_and_port_is_parsed()
    {
        var path = ActorPath.Parse("akka.tcp://system@host:8080/user/actor");
        Assert.Equal("akka.tcp", path.Address.Protocol);
        Assert.Equal("host", path.Address.Host);
        Assert.Equal(8080, path.Address.Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user/actor")]
    [InlineData("http//nothing")]
    public void What_is_not_a_path_is_not_parsed(string text) => Assert.False(ActorPath.TryParse(text, out _));

    [Fact]
    public void A_child_path_is_made_with_a_slash()
    {
        var path = ActorPath.Parse("akka://system/user") / "a" / "b";
        Assert.Equal("akka://system/user/a/b", path.ToString());
        string[] elements = ["a", "b"];
        Assert.Equal(path, ActorPath.Parse("akka://system/user") / elements);
    }

    [Fact]
    public void Paths_are_equal_by_their_elements_and_not_by_their_uid()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props, "equal");
        var parsed = ActorPath.Parse(actor.Path.ToString());
        Assert.Equal(actor.Path, parsed);
        Assert.Equal(actor.Path.GetHashCode(), parsed.GetHashCode());
        Assert.Equal($"{actor.Path}#{actor.Path.Uid}", actor.Path.ToStringWithUid());
    }

    [Fact]
    public void An_address_is_parsed_and_printed()
    {
        var address = Address.Parse("akka.tcp://system@host:8080");
        Assert.Equal(new Address("akka.tcp", "system", "host", 8080), address);
        Assert.Equal("akka.tcp://system@host:8080", address.ToString());
        Assert.True(new Address("akka", "system").HasLocalScope);
        Assert.True(address.HasGlobalScope);
    }

    [Fact]
    public void References_are_equal_when_they_mean_the_same_incarnation()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TellsSelf()));
        actor.Tell("who are you?");
        var self = ExpectMsg<IActorRef>();
        Assert.Equal(actor, self);
        Assert.Equal(actor.GetHashCode(), self.GetHashCode());
        Assert.Equal(0, actor.CompareTo(self));
    }

    [Fact]
    public void Nobody_is_nobody()
    {
        IActorRef? nothing = null;
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.True(nothing!.IsNobody());
        Assert.False(TestActor.IsNobody());
        Assert.Same(ActorRefs.Nobody, Nobody.Instance);
    }

    [Theory]
    [InlineData("a-b_c", true)]
    [InlineData("with space", false)]
    [InlineData("$leading", false)]
    [InlineData("", false)]
    public void The_rule_for_path_elements_can_be_asked(string name, bool isValid) => Assert.Equal(isValid, ActorPath.IsValidPathElement(name));

    private sealed class TellsSelf : ReceiveActor
    {
        public TellsSelf() => ReceiveAny(_ => Sender.Tell(Self));
    }
}
