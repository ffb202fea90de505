namespace ActorServer.Gateways.Wsgi;

/// <summary>When a healthy process is replaced by a new one: <c>actor-server.wsgi.recycle</c>.</summary>
/// <param name="MaxRequests">After so many answers; null for never.</param>
/// <param name="MaxRequestsJitter">A fraction: each process answers more or fewer by up to so much, so that workers are not replaced in step.</param>
/// <param name="MaxLifetime">After so long; null for never.</param>
/// <param name="MaxRss">When it holds more bytes of memory; null for never.</param>
public sealed record RecycleSettings(int? MaxRequests, double MaxRequestsJitter, TimeSpan? MaxLifetime, long? MaxRss)
{
    /// <summary>How many requests one process answers before it is to be replaced.</summary>
    /// <param name="chance">From 0 (inclusive) to 1 (exclusive); 0.5 is no jitter.</param>
    /// <returns>1 or more; <see cref="int.MaxValue"/> for no end.</returns>
    public int RequestsOfOne(double chance)
    {
        if (MaxRequests is not { } requests)
            return int.MaxValue;
        var exact = requests * (1 + (MaxRequestsJitter * ((2 * chance) - 1)));
        return (int)Math.Clamp(Math.Round(exact), 1, int.MaxValue);
    }
}
