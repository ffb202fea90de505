using System.Globalization;
using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <content>When a process has served its time: by requests, by age, by memory. It is never ended before another one can take its place.</content>
public sealed partial class WsgiWorkerActor
{
    /// <summary>Memory grows over minutes; a look costs a file of /proc.</summary>
    private static readonly TimeSpan MemoryLook = TimeSpan.FromSeconds(5);

    private sealed record Aged(long Generation);

    private sealed record MemoryLookDue
    {
        public static readonly MemoryLookDue Instance = new();
    }

    private sealed record RenewalDue(long Generation);

    private void WatchWear(ProcessLife life)
    {
        if (settings.Recycle.MaxLifetime is { } lifetime)
            Timers.StartSingleTimer(nameof(Aged), new Aged(life.Generation), lifetime);
        if (settings.Recycle.MaxRss is not null)
            Timers.StartPeriodicTimer(nameof(MemoryLookDue), MemoryLookDue.Instance, MemoryLook);
    }

    private void LookAtMemory()
    {
        if (_current is not { IsReady: true, Wear: null } current || settings.Recycle.MaxRss is not { } most || ResidentMemory.Of(current.Pid) is not { } held || held <= most)
            return;
        var (is_, may) = (Units.Show(held), Units.Show(most));
        WearOut(current, RestartReason.MaxRss, string.Create(CultureInfo.InvariantCulture, $"it holds {is_} of memory, {may} are allowed (actor-server.wsgi.recycle.max-rss)"));
    }

    private void WearOut(ProcessLife life, RestartReason reason, string because)
    {
        if (life != _current || life.Wear is not null || _isEnding)
            return;
        life.Wear = reason;
        WsgiLog.Worn(runtime.Logger, number, life.Pid, because);
        gateway.Tell(new WorkerProtocol.RenewalWanted(number));
    }

    private void TryRenewalLater(ProcessLife worn, string reason, string? traceback)
    {
        var delay = settings.Backoff.DelayAfterFailedRenewal(worn.FailedRenewals++);
        Timers.StartSingleTimer(nameof(RenewalDue), new RenewalDue(worn.Generation), delay);
        var seconds = (long)delay.TotalSeconds;
        if (worn.FailedRenewals == 1 && traceback is not null)
            WsgiLog.NotRenewedBroken(runtime.Logger, number, worn.Pid, reason, seconds, PrintableText.Indent(traceback));
        else
            WsgiLog.NotRenewed(runtime.Logger, number, worn.Pid, reason, seconds);
    }
}
