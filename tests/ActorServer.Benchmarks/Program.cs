using System.CommandLine;
using ActorServer.Benchmarks;

// The server beside others, 64 connections, alternating rounds; http: what parsing and answering cost in memory; idle: what connections cost that do nothing:
//
//   dotnet run -c Release --project tests/ActorServer.Benchmarks -- [WORKLOAD ...] [--rounds N] [--seconds N] [--picture FILE] [--table FILE]
var names = new Argument<string[]>("WORKLOAD")
{
    Description = $"what to measure: wsgi (all of {string.Join(", ", Workload.Wsgi.Select(workload => workload.Name))}), one or some of these, aspnetcore, http (parse and respond in memory), or idle (memory of idle connections)",
    DefaultValueFactory = _ => ["wsgi"],
};
names.AcceptOnlyFromAmong(["wsgi", "aspnetcore", "http", "idle", .. Workload.Wsgi.Select(workload => workload.Name)]);
var rounds = new Option<int>("--rounds") { Description = "rounds, of which the medians count", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "how long each server is asked in a round", DefaultValueFactory = _ => 5 };
var picture = new Option<string?>("--picture") { Description = "an SVG file to write" };
var table = new Option<string?>("--table") { Description = "a Markdown file to write" };
var root = new RootCommand("Measures ActorServer beside other servers, on this machine.") { names, rounds, seconds, picture, table };
root.SetAction(parsed => Run(parsed.GetValue(names) ?? [], parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(picture), parsed.GetValue(table)));
return root.Parse(args).Invoke();

static int Run(string[] names, int rounds, int seconds, string? pictureFile, string? tableFile)
{
    Workload[] workloads = [.. names.Where(name => name is not ("http" or "idle")).SelectMany(Named)];
    using var folder = new ScratchFolder();
    var picture = new Picture();
    var tables = new List<string>();
    if (names.Contains("http"))
    {
        tables.Add(InMemory.Run(rounds, seconds));
        Console.WriteLine(tables[^1]);
    }

    if (names.Contains("idle"))
    {
        using Contender server = Contests.Idle(folder);
        tables.Add(IdleConnections.Run(server));
        Console.WriteLine(tables[^1]);
    }

    int errors = 0;
    foreach (Workload workload in workloads)
    {
        using Contest contest = workload == Workload.AspNetCore ? Contests.AspNetCore(folder) : Contests.Wsgi(workload, folder);
        IReadOnlyList<Standing> standings = contest.Run(rounds, seconds);
        picture.Add(workload, standings);
        tables.Add(Report.Table(workload, standings, rounds, seconds));
        Console.WriteLine(tables[^1]);
        errors += standings[0].Errors;
    }

    if (pictureFile is not null)
    {
        File.WriteAllText(pictureFile, picture.ToString());
    }

    if (tableFile is not null)
    {
        File.WriteAllText(tableFile, string.Join("\n", tables));
    }

    return errors == 0 ? 0 : 1;
}

static IEnumerable<Workload> Named(string name) => name switch
{
    "wsgi" => Workload.Wsgi,
    "aspnetcore" => [Workload.AspNetCore],
    _ => [Workload.Wsgi.Single(workload => workload.Name == name)],
};
