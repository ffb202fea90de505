namespace ActorServer.Gateways.Wsgi;

/// <summary>How long the next start of a process waits after early deaths: <c>actor-server.wsgi.backoff</c>.</summary>
/// <param name="Min">After the first early death.</param>
/// <param name="Max">The longest wait, before jitter.</param>
/// <param name="Jitter">A fraction: each wait is longer or shorter by up to so much, so that workers do not start in step.</param>
public sealed record BackoffSettings(TimeSpan Min, TimeSpan Max, double Jitter)
{
    /// <summary>The wait after a number of early deaths in a row.</summary>
    /// <param name="earlierDeaths">Early deaths in a row before this one, 0 or more.</param>
    /// <param name="chance">From 0 (inclusive) to 1 (exclusive); 0.5 is no jitter.</param>
    /// <returns>min(max, min · 2ⁿ), give or take the jitter.</returns>
    public TimeSpan DelayAfter(int earlierDeaths, double chance)
    {
        // 2⁶² ticks still fit a TimeSpan's arithmetic in doubles, and nobody waits longer.
        var exact = Math.Min(Max.TotalMilliseconds, Min.TotalMilliseconds * Math.Pow(2, Math.Min(earlierDeaths, 62)));
        return TimeSpan.FromMilliseconds(exact * (1 + (Jitter * ((2 * chance) - 1))));
    }

    /// <summary>The wait after a process that was to replace a healthy one could not be booted: nothing is in a hurry, so it begins where the other wait ends.</summary>
    /// <param name="earlierFailures">Failures in a row before this one, 0 or more.</param>
    /// <returns>max · 2ⁿ, at most max · 32.</returns>
    public TimeSpan DelayAfterFailedRenewal(int earlierFailures) => Max * (1 << Math.Min(earlierFailures, 5));
}
