using Akka.Actor;

namespace Understudy.Tests.Asking;

public sealed class PipeToTests : RuntimeTest
{
    [Fact]
    public void PipeTo_sends_the_result_when_the_task_ends()
    {
        var task = new TaskCompletionSource<string>();
        _ = task.Task.PipeTo(TestActor);
        ExpectNoMsg(AMoment);
        task.SetResult("done");
        ExpectMsg("done");
    }

    [Fact]
    public void PipeTo_sends_a_failure_when_the_task_fails()
    {
        _ = Task.FromException<string>(new ArithmeticException("no")).PipeTo(TestActor);
        Assert.IsType<ArithmeticException>(Unwrap(ExpectMsg<Status.Failure>().Cause));
    }

    [Fact]
    public void PipeTo_sends_a_failure_when_the_task_is_cancelled()
    {
        _ = Task.FromCanceled<string>(new CancellationToken(true)).PipeTo(TestActor);
        Assert.IsAssignableFrom<OperationCanceledException>(Unwrap(ExpectMsg<Status.Failure>().Cause));
    }

    [Fact]
    public void PipeTo_maps_success_and_failure_to_messages()
    {
        _ = Task.FromResult(41).PipeTo(TestActor, success: number => $"got {number}", failure: failure => $"lost {failure.GetType().Name}");
        ExpectMsg("got 41");
        _ = Task.FromException<int>(new ArithmeticException()).PipeTo(TestActor, success: number => $"got {number}", failure: failure => $"lost {Unwrap(failure).GetType().Name}");
        ExpectMsg("lost ArithmeticException");
    }

    [Fact]
    public void A_task_without_a_result_is_piped_with_a_mapped_success()
    {
        _ = Task.CompletedTask.PipeTo(TestActor, success: () => "done", failure: _ => "failed");
        ExpectMsg("done");
    }

    [Fact]
    public void PipeTo_sends_in_the_name_of_the_given_sender()
    {
        var sender = CreateTestProbe();
        _ = Task.FromResult("done").PipeTo(TestActor, sender.Ref);
        ExpectMsg("done");
        Assert.Equal(sender.Ref, LastSender);
    }

    private static Exception Unwrap(Exception failure) => failure is AggregateException { InnerException: { } inner } ? inner : failure;
}
