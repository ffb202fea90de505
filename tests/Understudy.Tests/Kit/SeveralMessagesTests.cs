using System.Collections;
using Akka.Actor;
using Akka.TestKit;
using Xunit.Sdk;

namespace Understudy.Tests.Kit;

public sealed class SeveralMessagesTests : RuntimeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Messages_can_be_expected_by_predicates_in_any_order()
    {
        Send(5, "text");
        var received = ExpectMsgAllOfMatchingPredicates(
            PredicateInfo.Create<string>(text => text.Length == 4),
            PredicateInfo.Create<int>(number => number > 3));
        Assert.Equal(2, received.Count);
        Send(5, "longer text");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOfMatchingPredicates(
            Short,
            PredicateInfo.Create<string>(text => text.Length == 4),
            PredicateInfo.Create<int>(number => number > 3)));
    }

    [Fact]
    public async Task Several_messages_have_asynchronous_forms()
    {
        Send("b", "a", 1, 2, 3, "x", "y", 4);
        Assert.Equal(2, (await All(ExpectMsgAllOfAsync<object>(["a", "b"]))).Count);
        Assert.Equal([1, 2, 3], await All(ReceiveNAsync(3)));
        Assert.Equal(["x", "y"], await All(ReceiveWhileAsync(message => message as string)));
        Assert.Equal(4, await ExpectMsgAnyOfAsync<object>([4, 5]));
    }

    [Fact]
    public async Task The_next_message_can_be_asked_for_without_a_failure()
    {
        Send("a");
        var (isPeeked, peeked) = await TryPeekOneAsync(Ceiling, CancellationToken.None);
        Assert.True(isPeeked);
        var (isReceived, received) = await TryReceiveOneAsync(Ceiling);
        Assert.True(isReceived);
        Assert.Equal("a", peeked.Message);
        Assert.Equal("a", received.Message);
        Assert.False(TryReceiveOne(out _, Short));
        Assert.Null(await ReceiveOneAsync(Short));
    }

    [Fact]
    public void Fishing_can_keep_what_it_skips()
    {
        Send(1, "text", 2, 3);
        var others = new ArrayList();
        Assert.Equal(3, FishForMessage<int>(number => number == 3, others));
        Assert.Contains("text", others.Cast<object>());
    }

    [Fact]
    public async Task Silence_can_be_waited_for()
    {
        Send(1, 2, 3);
        Assert.Equal(3, (await WaitForRadioSilenceAsync(Short)).Count);
        Send(1, 2, 3);
        await Assert.ThrowsAnyAsync<XunitException>(() => WaitForRadioSilenceAsync(Short, 1));
    }

    [Fact]
    public async Task A_cancelled_wait_for_a_message_fails_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = ExpectMsgAsync<string>(Ceiling, cancellationToken: cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting).WaitAsync(Ceiling / 2);
    }

    [Fact]
    public void A_barrier_lets_its_threads_go_when_all_have_come()
    {
        var barrier = CreateTestBarrier(2);
        var other = new Thread(() => barrier.Await(Ceiling));
        other.Start();
        barrier.Await(Ceiling);
        other.Join();
    }

    [Fact]
    public async Task An_asynchronous_handler_can_be_waited_for_and_throws_to_the_test()
    {
        var actor = ActorOfAsTestActorRef<Slow>();
        await actor.ReceiveAsync("work");
        Assert.Equal(1, actor.UnderlyingActor.Done);
        await Assert.ThrowsAsync<ArithmeticException>(() => actor.ReceiveAsync(5));
    }

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> messages)
    {
        var all = new List<T>();
        await foreach (var message in messages)
            all.Add(message);
        return all;
    }

    private void Send(params object[] messages)
    {
        foreach (var message in messages)
            TestActor.Tell(message, ActorRefs.NoSender);
    }

    private sealed class Slow : ReceiveActor
    {
        public Slow()
        {
            ReceiveAsync<string>(async _ =>
            {
                await Task.Delay(10);
                Done++;
            });
            ReceiveAsync<int>(async _ =>
            {
                await Task.Delay(10);
                throw new ArithmeticException();
            });
        }

        public int Done { get; private set; }
    }
}
