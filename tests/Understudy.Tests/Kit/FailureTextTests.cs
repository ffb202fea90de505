using Akka.Event;
using Xunit.Sdk;

namespace Understudy.Tests.Kit;

/// <summary>A failed expectation says what was expected, how long it waited and what came instead. Akka.NET's words are its own.</summary>
public sealed class FailureTextTests : RuntimeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    public FailureTextTests()
        : base("akka.loglevel = INFO")
    {
    }

    [UnderstudyFact]
    public void Of_a_message_that_did_not_come() =>
        Says("Expected a message of type String, but nothing came within 50 ms. because of the weather", () => ExpectMsg<string>(Short, "because of the weather"));

    [UnderstudyFact]
    public void Of_a_message_of_another_type()
    {
        TestActor.Tell(5, TestActor);
        Says($"Expected a message of type String, but received [5] (Int32) from {TestActor}.", () => ExpectMsg<string>(Short));
    }

    [UnderstudyFact]
    public void Of_another_value()
    {
        TestActor.Tell("bye", TestActor);
        Says($"Expected another message than the one from {TestActor}.\nExpected: [hello] (String)\nActual:   [bye] (String)", () => ExpectMsg("hello", Short));
    }

    [UnderstudyFact]
    public void Of_the_end_of_another_actor()
    {
        TestActor.Tell("not the end", TestActor);
        Says($"Expected the termination of {TestActor}, but received [not the end] (String) from {TestActor}.", () => ExpectTerminated(TestActor, Short));
    }

    [UnderstudyFact]
    public void Of_a_message_that_should_not_have_come()
    {
        TestActor.Tell("surprise", TestActor);
        Says($"Expected no message for 50 ms, but received [surprise] (String) from {TestActor}.", () => ExpectNoMsg(Short));
    }

    [UnderstudyFact]
    public void Of_a_catch_that_did_not_come()
    {
        TestActor.Tell(1, TestActor);
        TestActor.Tell(2, TestActor);
        Says(
            "Fished 50 ms for a message of type String. What came instead (2): [1] (Int32), [2] (Int32).",
            () => FishForMessage<string>(_ => true, Short));
    }

    [UnderstudyFact]
    public void Of_too_few_messages()
    {
        TestActor.Tell(1, TestActor);
        Says("Expected 3 messages, but only 1 came within 50 ms. What came instead (1): [1] (Int32).", () => ReceiveN(3, Short));
    }

    [UnderstudyFact]
    public void Of_braces_in_a_message()
    {
        TestActor.Tell("{0} and {", TestActor);
        Says($"Expected a message of type Int32, but received [{{0}} and {{] (String) from {TestActor}.", () => ExpectMsg<int>(Short));
    }

    [UnderstudyFact]
    public void Of_an_event_that_was_not_logged()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => EventFilter.Warning("expected").ExpectOne(Short, () => Sys.Log.Info("logged")));
        Assert.StartsWith("Expected 1 × WARNING with the text \"expected\", but 0 came up to 50 ms after the block.", failure.Message, StringComparison.Ordinal);
    }

    private static void Says(string expected, Action expectation)
    {
        var failure = Assert.ThrowsAny<XunitException>(expectation);
        Assert.Equal(expected, failure.Message.ReplaceLineEndings("\n"));
    }
}
