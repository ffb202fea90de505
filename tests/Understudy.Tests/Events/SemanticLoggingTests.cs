using Akka.Event;
using Akka.TestKit;

namespace Understudy.Tests.Events;

public sealed class SemanticLoggingTests : RuntimeTest
{
    private readonly TestProbe _events;

    public SemanticLoggingTests()
    {
        _events = CreateTestProbe();
        Sys.EventStream.Subscribe(_events.Ref, typeof(Info));
    }

    [Fact]
    public void A_message_keeps_its_template_and_its_arguments()
    {
        Sys.Log.Info("{0} of {1}", 3, "five");
        var message = Assert.IsAssignableFrom<LogMessage>(_events.ExpectMsg<Info>().Message);
        Assert.Equal("{0} of {1}", message.Format);
        Assert.Equal([3, "five"], message.Parameters());
    }

    [Fact]
    public void Braces_without_arguments_are_left_as_they_are()
    {
        Sys.Log.Info("a { brace }");
        Assert.Equal("a { brace }", _events.ExpectMsg<Info>().Message.ToString());
    }
}
