using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorServer.Tests.EndToEnd;

namespace ActorServer.Tests.Hosted;

/// <summary>A program of a few lines with <c>UseActorServer()</c> in it, in a process of its own.</summary>
[Collection(Processes.Name)]
public sealed class HostedProgramTests
{
    [Theory]
    [InlineData("ActorServer__Port")]
    [InlineData("ASPNETCORE_URLS")]
    public async Task It_serves_on_the_address_of_its_configuration_and_stops_cleanly(string variable)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [BuiltApplication.PathOf("hosted")]) { RedirectStandardOutput = true, WorkingDirectory = BuiltApplication.FolderOf("hosted") };
        start.Environment[variable] = variable == "ASPNETCORE_URLS" ? $"http://127.0.0.1:{port}" : port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var program = Process.Start(start)!; // A program that cannot be started throws.
        try
        {
            for (string? line = ""; !line.Contains("Application started", StringComparison.Ordinal);)
                line = await program.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The program ended.");
            _ = program.StandardOutput.ReadToEndAsync();
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            Assert.Equal("Hello from a host", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
            Assert.Equal("ActorServer.AspNetCore.HostedServer", await client.GetStringAsync(new Uri("/server", UriKind.Relative)));
            ServerProcess.Kill(program.Id, 15);
            await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            program.Kill();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
