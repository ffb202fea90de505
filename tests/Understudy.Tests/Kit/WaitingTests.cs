using Akka.Actor;
using Akka.TestKit;
using Xunit.Sdk;

namespace Understudy.Tests.Kit;

public sealed class WaitingTests : RuntimeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void AwaitCondition_returns_as_soon_as_it_holds()
    {
        var calls = 0;
        AwaitCondition(() => ++calls == 3, Ceiling);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void AwaitCondition_fails_when_it_never_holds() => Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Short));

    [Fact]
    public async Task AwaitCondition_has_an_asynchronous_form()
    {
        var calls = 0;
        await AwaitConditionAsync(() => Task.FromResult(++calls == 3), Ceiling);
        Assert.Equal(3, calls);
        await Assert.ThrowsAnyAsync<XunitException>(() => AwaitConditionAsync(() => Task.FromResult(false), Short));
    }

    [Fact]
    public void AwaitAssert_repeats_until_the_assertion_holds()
    {
        var calls = 0;
        AwaitAssert(() => Assert.Equal(3, ++calls), Ceiling, TimeSpan.FromMilliseconds(10));
        Assert.Equal(3, calls);
    }

    [Fact]
    public void AwaitAssert_throws_what_the_last_attempt_threw() =>
        Assert.ThrowsAny<ArithmeticException>(() => AwaitAssert(() => throw new ArithmeticException(), Short, TimeSpan.FromMilliseconds(10)));

    [Fact]
    public async Task AwaitAssert_has_an_asynchronous_form()
    {
        var calls = 0;
        await AwaitAssertAsync(
            async () =>
            {
                await Task.Yield();
                Assert.Equal(3, ++calls);
            },
            Ceiling,
            TimeSpan.FromMilliseconds(10));
        Assert.Equal(3, calls);
    }

    [Fact]
    public void Within_limits_the_expectations_inside()
    {
        Assert.ThrowsAny<XunitException>(() => Within(Short, () => ExpectMsg<string>()));
        TestActor.Tell("hello");
        Assert.Equal("hello", Within(Ceiling, () => ExpectMsg<string>()));
    }

    [Fact]
    public void Within_fails_when_its_block_is_quicker_than_the_minimum() =>
        Assert.ThrowsAny<XunitException>(() => Within(Ceiling, Ceiling + Ceiling, () => { }));

    [Fact]
    public async Task Within_has_an_asynchronous_form()
    {
        TestActor.Tell("hello", ActorRefs.NoSender);
        Assert.Equal("hello", await WithinAsync(Ceiling, async () => await ExpectMsgAsync<string>()));
        await Assert.ThrowsAnyAsync<Exception>(() => WithinAsync(Short, async () => await ExpectMsgAsync<string>()));
    }

    [Fact]
    public void The_remaining_time_is_that_of_the_block()
    {
        Assert.Equal(TestKitSettings.SingleExpectDefault, RemainingOrDefault);
        Within(Ceiling, () => Assert.InRange(Remaining, TimeSpan.Zero, Ceiling));
    }

    [Fact]
    public void Dilated_times_follow_the_configured_factor()
    {
        using var slow = new Slow();
        Assert.Equal(TimeSpan.FromSeconds(3), slow.Dilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(1), Dilated(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_latch_opens_after_so_many_countdowns()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        latch.CountDown();
        Assert.True(latch.IsOpen);
        latch.Ready(Ceiling);
    }

    [Fact]
    public void A_latch_that_stays_closed_throws_when_its_time_is_over() =>
        Assert.ThrowsAny<TimeoutException>(() => CreateTestLatch(1).Ready(Short));

    private sealed class Slow() : RuntimeTest("akka.test.timefactor = 3");
}
