using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorServer.Tests.EndToEnd;

/// <summary>A server whose descriptors are few: clients take what is theirs, and everybody else goes on.</summary>
[Collection(Processes.Name)]
public sealed class PressureTests
{
    private const int Limit = 600;
    private const int Clients = 400;
    private const int Kill = 9;

    // The runtime keeps those open that it loads on a way that is gone for the first time; far fewer than clients.
    private const int Assemblies = 60;

    private static readonly string Echo = Path.Combine(ServerProcess.Root, "tests", "apps", "echo");

    [Fact]
    public async Task Clients_that_take_all_places_stop_nobody_else()
    {
        using ServerProcess server = Start($"app-loc: {Echo}\nport: 0\nconcurrency: 2\nadmin: 127.0.0.1:0\nbacklog: 1000\n");
        server.WaitForLog($"the limit of open files is {Limit}");
        using HttpClient admin = new() { BaseAddress = new Uri(server.WaitForLog("admin on ").Split(' ')[^1]) };
        using Socket early = server.Connect();
        Assert.Equal("200", Ask(early, Get));
        int before = Descriptors(server);
        Socket[] clients = [.. Enumerable.Range(0, Clients).Select(_ => server.Connect())];
        JsonNode listener = await ListenerAsync(admin);
        while ((int)listener["connections"]! != (int)listener["max_connections"]!)
        {
            listener = await ListenerAsync(admin);
        }

        Assert.InRange((int)listener["max_connections"]!, 64, Clients - 1);
        int[] workers = server.WorkerPids();
        ServerProcess.Kill(workers[0], Kill);
        ServerProcess.WaitUntil(() => server.WorkerPids().Except(workers).Any(), "the killed process is replaced");
        Assert.Equal("200", Ask(early, Get));
        Assert.Equal("200", Ask(early, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + new string('x', 100_000)));
        using ServerProcess command = server.Command("status", "--port", $"{server.Url.Port}");
        Assert.Equal(0, command.WaitForExit());

        foreach (Socket client in clients)
        {
            client.Dispose();
        }

        using HttpClient late = server.Client();
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync("/pid")).StatusCode);
        ServerProcess.WaitUntil(() => Descriptors(server) <= before + Assemblies, "the descriptors are free again");
    }

    [Fact]
    public void Without_any_descriptor_left_it_pauses_and_goes_on_when_there_are_some()
    {
        using ServerProcess server = Start($"app-loc: {Echo}\nport: 0\nconcurrency: 1\nbacklog: 1000\n");
        using Socket early = server.Connect();
        Assert.Equal("200", Ask(early, Get));

        // Numbers below the highest that are free are given first.
        int highest = Highest(server);
        int room = highest + 1 - Descriptors(server);
        Limited(server, highest + 1);
        Socket[] clients = [.. Enumerable.Range(0, room + 20).Select(_ => server.Connect())];
        server.WaitForLog("no connection could be accepted, with a pause of 100 ms after each: no descriptor is left");
        Assert.Equal("200", Ask(early, Get));

        Limited(server, Limit);
        Assert.All(clients, client => Assert.Equal("200", Ask(client, Get)));
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public void Too_few_for_a_server_refuse_the_start()
    {
        using ServerProcess server = ServerProcess.LaunchBy(["prlimit", "--nofile=400:400"], $"app-loc: {Echo}\nport: 0\n");

        Assert.Equal(2, server.WaitForExit());
        Assert.Matches("^actorserver: There is room for [0-9]+ connections, and at least 64 are needed: the limit of open files is 400, .* Start with a limit of [0-9]+ or more", server.Log.Last());
    }

    [Fact]
    public void Clients_that_reset_leave_nothing()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\nbacklog: 1000");
        using Socket early = server.Connect();
        Assert.Equal("200", Ask(early, Get));
        int before = Descriptors(server);

        for (int i = 0; i < 2000; i++)
        {
            Socket client = server.Connect();
            if (i % 2 == 1)
            {
                client.Send("GET / HT"u8);
            }

            client.LingerState = new LingerOption(true, 0);
            client.Dispose();
        }

        ServerProcess.WaitUntil(() => Descriptors(server) <= before + Assemblies, "no descriptor is left");
        Assert.Equal("200", Ask(early, Get));
    }

    private const string Get = "GET /pid HTTP/1.1\r\nHost: x\r\n\r\n";

    private static ServerProcess Start(string yaml) => ServerProcess.LaunchBy(["prlimit", $"--nofile={Limit}:{Limit}"], yaml).Listening();

    private static async Task<JsonNode> ListenerAsync(HttpClient admin)
    {
        while (true)
        {
            if (JsonNode.Parse(await admin.GetStringAsync("/status"))!["listener"] is { } listener)
            {
                return listener;
            }
        }
    }

    // The status of one answer, whose body is short enough to come with it or is read to its end.
    private static string Ask(Socket client, string request)
    {
        client.Send(Encoding.ASCII.GetBytes(request));
        var answer = new StringBuilder();
        byte[] buffer = new byte[64 * 1024];
        int length = int.MaxValue;
        while (answer.Length < length)
        {
            int read = client.Receive(buffer);
            if (read == 0)
            {
                break;
            }

            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            string text = answer.ToString();
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            int field = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            if (head >= 0 && field >= 0 && field < head)
            {
                length = head + 4 + int.Parse(text[(field + 16)..text.IndexOf('\r', field)], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (head >= 0 && text.EndsWith("0\r\n\r\n", StringComparison.Ordinal))
            {
                break;
            }
        }

        return answer.ToString(9, 3);
    }

    private static int Descriptors(ServerProcess server) => Directory.GetFileSystemEntries($"/proc/{server.Id}/fd").Length;

    private static int Highest(ServerProcess server) =>
        Directory.GetFileSystemEntries($"/proc/{server.Id}/fd").Max(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture));

    private static void Limited(ServerProcess server, int limit)
    {
        using Process prlimit = Process.Start("prlimit", [$"--pid={server.Id}", $"--nofile={limit}:{Limit}"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }
}
