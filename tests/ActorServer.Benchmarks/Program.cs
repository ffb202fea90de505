using System.Globalization;
using ActorServer.Benchmarks;

// Requests per second and CPU per request of the server beside others', 64 connections, alternating rounds.
//
//   dotnet run -c Release --project tests/ActorServer.Benchmarks [wsgi | aspnetcore [ROUNDS [SECONDS]]]
string kind = args.Length > 0 ? args[0] : "wsgi";
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
int seconds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;

using var folder = new ScratchFolder();
try
{
    using Contest contest = kind switch
    {
        "wsgi" => Contests.Wsgi(folder),
        "aspnetcore" => Contests.AspNetCore(folder),
        _ => throw new ArgumentException($"\"{kind}\" is no contest; wsgi and aspnetcore are."),
    };
    return contest.Run(rounds, seconds);
}
catch (Exception exception) when (exception is ArgumentException or FileNotFoundException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
