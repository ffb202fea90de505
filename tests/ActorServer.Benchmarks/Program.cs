using System.Globalization;
using ActorServer.Benchmarks;

// Requests per second of the server beside gunicorn's, on one trivial application: same number of workers, same interpreter, access logs
// to files, 64 connections, alternating rounds, so that a machine whose speed drifts drifts for all. Needs wrk and gunicorn from Debian.
//
//   dotnet run -c Release --project tests/ActorServer.Benchmarks [ROUNDS [SECONDS]]
int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
int seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;

string[] missing = [.. new[] { Contender.Gunicorn, Load.Wrk, Contender.Python }.Where(program => !File.Exists(program))];
if (missing.Length > 0)
{
    Console.Error.WriteLine($"{string.Join(", ", missing)} must be installed (apt-get install wrk gunicorn python3).");
    return 2;
}

using var folder = new ScratchFolder();
Contender[] contenders = [Contender.ActorServer(folder), Contender.GunicornSync(folder), Contender.GunicornThreads(folder)];
try
{
    foreach (Contender contender in contenders)
    {
        contender.AwaitListening();
        Load.Run(contender.Port, seconds: 1); // Warm: what is compared is a server that has run for a while.
    }

    for (int round = 1; round <= rounds; round++)
    {
        foreach (Contender contender in contenders)
        {
            contender.Results.Add(Load.Run(contender.Port, seconds));
            Console.Error.WriteLine($"round {round} of {rounds}: {contender.Name} {contender.Results[^1].RequestsPerSecond:F0} requests/s");
        }
    }

    Console.WriteLine($"{"server",-40} {"requests/s",12} {"ratio",8} {"errors",8}   (medians of {rounds} rounds of {seconds} s)");
    foreach (Contender contender in contenders)
    {
        Console.WriteLine($"{contender.Name,-40} {contender.Median,12:F0} {contenders[0].Median / contender.Median,8:F2} {contender.Errors,8}");
    }

    return contenders[0].Errors == 0 ? 0 : 1;
}
finally
{
    foreach (Contender contender in contenders)
    {
        contender.Dispose();
    }
}
