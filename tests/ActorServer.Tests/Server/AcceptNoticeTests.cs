using ActorServer.Server.Listener;

namespace ActorServer.Tests.Server;

/// <summary>That no connection could be accepted is said once a second, with a count.</summary>
public sealed class AcceptNoticeTests
{
    [Fact]
    public void Says_the_first_at_once_and_the_rest_after_a_second()
    {
        var logger = new RecordingLogger();
        var time = new ManualTime();
        var notice = new AcceptNotice(logger, time);

        Assert.False(notice.Count("none left"));
        Assert.True(notice.Count("none left"));
        Assert.False(notice.Count("none left"));
        time.Add(AcceptNotice.Interval.TotalMilliseconds);
        notice.SayRest();
        notice.SayRest();

        Assert.Equal(
            ["1 time(s) no connection could be accepted, with a pause of 100 ms after each: none left", "2 time(s) no connection could be accepted, with a pause of 100 ms after each: none left"],
            logger.Lines);
    }
}
