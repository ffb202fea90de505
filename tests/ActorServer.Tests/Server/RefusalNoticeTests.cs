using ActorServer.Http;
using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>Refusals in the log: counted by their reason, said soon, and none forgotten.</summary>
public sealed class RefusalNoticeTests
{
    private readonly ManualClock _clock = new();
    private readonly RecordingLogger _log = new();
    private readonly RefusalNotice _notice;

    public RefusalNoticeTests() => _notice = new RefusalNotice(_log, _clock);

    [Fact]
    public void Says_the_first_at_once_and_the_rest_by_their_reasons()
    {
        Assert.False(_notice.Count(Refusal.QueueFull));
        Assert.True(_notice.Count(Refusal.QueueFull));
        Assert.True(_notice.Count(Refusal.QueueFull));
        Assert.True(_notice.Count(Refusal.WaitedTooLong));
        Assert.Single(_log.Lines);

        _notice.SayRest();

        Assert.Equal(
            [
                $"1 request(s) refused with 503: {RefusalTable.Of(Refusal.QueueFull).Sentence}",
                $"2 request(s) refused with 503: {RefusalTable.Of(Refusal.QueueFull).Sentence}",
                $"1 request(s) refused with 503: {RefusalTable.Of(Refusal.WaitedTooLong).Sentence}",
            ],
            _log.Lines);
    }

    [Fact]
    public void Says_nothing_twice()
    {
        _notice.Count(Refusal.QueueFull);
        _notice.SayRest();
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void Says_the_next_at_once_when_the_last_is_a_second_ago()
    {
        _notice.Count(Refusal.QueueFull);
        _clock.Advance(RefusalNotice.Interval);
        Assert.False(_notice.Count(Refusal.QueueFull));
        Assert.Equal(2, _log.Lines.Count);
    }
}
