namespace ActorServer.Benchmarks;

/// <summary>Some servers, one workload: alternating rounds, so that a machine whose speed drifts drifts for all.</summary>
/// <param name="workload">What is asked.</param>
/// <param name="load">Asks it.</param>
/// <param name="warmSeconds">How long each server runs before it is measured: what is compared is a server that has run for a while.</param>
/// <param name="contenders">The servers, ours first.</param>
internal sealed class Contest(Workload workload, Load load, int warmSeconds, IReadOnlyList<Contender> contenders) : IDisposable
{
    public Workload Workload => workload;

    /// <summary>Runs all rounds.</summary>
    /// <returns>The medians, ours first.</returns>
    public IReadOnlyList<Standing> Run(int rounds, int seconds)
    {
        foreach (Contender contender in contenders)
        {
            contender.AwaitListening();
            load.Run(contender.Port, warmSeconds);
        }

        for (int round = 1; round <= rounds; round++)
        {
            foreach (Contender contender in contenders)
            {
                Load.Result result = contender.Run(load, seconds);
                Console.Error.WriteLine($"{workload.Name}, round {round} of {rounds}: {contender.Name} {result.RequestsPerSecond:F0} requests/s, {result.MicrosecondsPerRequest:F1} µs of CPU each");
            }
        }

        return [.. contenders.Select(contender => contender.Stand(load))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Contender contender in contenders)
        {
            contender.Dispose();
        }
    }
}
