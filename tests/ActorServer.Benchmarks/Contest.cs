namespace ActorServer.Benchmarks;

/// <summary>Some servers, one workload: alternating rounds, so that a machine whose speed drifts drifts for all; medians and ratios as a table.</summary>
/// <param name="path">What is requested.</param>
/// <param name="warmSeconds">How long each server runs before it is measured: what is compared is a server that has run for a while.</param>
/// <param name="contenders">The servers, ours first.</param>
internal sealed class Contest(string path, int warmSeconds, IReadOnlyList<Contender> contenders) : IDisposable
{
    /// <summary>Runs all rounds and prints the table.</summary>
    /// <returns>0 when our server made no error.</returns>
    public int Run(int rounds, int seconds)
    {
        foreach (Contender contender in contenders)
        {
            contender.AwaitListening();
            Load.Run(contender.Port, path, warmSeconds);
        }

        for (int round = 1; round <= rounds; round++)
        {
            foreach (Contender contender in contenders)
            {
                contender.Run(path, seconds);
                Load.Result result = contender.Results[^1];
                Console.Error.WriteLine($"round {round} of {rounds}: {contender.Name} {result.RequestsPerSecond:F0} requests/s, {result.MicrosecondsPerRequest:F1} µs of CPU each");
            }
        }

        Print(rounds, seconds);
        return contenders[0].Errors == 0 ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Contender contender in contenders)
        {
            contender.Dispose();
        }
    }

    private void Print(int rounds, int seconds)
    {
        Contender ours = contenders[0];
        Console.WriteLine($"{"server",-32} {"requests/s",12} {"ours is",8} {"CPU µs",8} {"ours is",8} {"errors",8}   (medians of {rounds} rounds of {seconds} s)");
        foreach (Contender contender in contenders)
        {
            Console.WriteLine(
                $"{contender.Name,-32} {contender.RequestsPerSecond,12:F0} {ours.RequestsPerSecond / contender.RequestsPerSecond,7:F2}× {contender.MicrosecondsPerRequest,8:F1} "
                + $"{ours.MicrosecondsPerRequest / contender.MicrosecondsPerRequest,7:F2}× {contender.Errors,8}");
        }
    }
}
