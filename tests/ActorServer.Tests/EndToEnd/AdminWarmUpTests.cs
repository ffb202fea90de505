using System.Net;
using System.Net.Sockets;
using ActorServer.Server.Admin;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The server asks its own admin pages at the start; where they do not answer, nothing else happens.</summary>
[Collection(Processes.Name)]
public sealed class AdminWarmUpTests
{
    [Fact]
    public async Task Gets_answers_from_the_admin_listener()
    {
        using ServerProcess server = ServerProcess.Start("hello", "admin: 127.0.0.1:0");
        string line = server.WaitForLog("admin on ");
        Assert.True(await AdminWarmUp.RunAsync(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()));
    }

    [Fact]
    public async Task Does_without_where_nobody_listens()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.False(await AdminWarmUp.RunAsync($"http://127.0.0.1:{((IPEndPoint)bound.LocalEndPoint!).Port}")); // Bound: it has one.
    }

    [Fact]
    public async Task Does_without_where_the_address_is_a_file() => Assert.False(await AdminWarmUp.RunAsync("unix:/run/admin.sock"));
}
