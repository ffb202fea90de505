using System.Net;
using System.Text;
using ActorServer.Server.Control;
using ActorServer.Server.Privileges;

namespace ActorServer.Tests.EndToEnd;

/// <summary>A server that root has started becomes its user, all of it, before the application runs, and goes on as before.</summary>
[Collection(Processes.Name)]
public sealed class PrivilegeTests : IDisposable
{
    private const int Hangup = 1;
    private const int Kill = 9;
    private const int Terminate = 15;
    private const string User = "daemon";

    private static readonly string Echo = Path.Combine(ServerProcess.Root, "tests", "apps", "echo");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("off")]
    [InlineData("on")]
    public async Task Becomes_its_user_in_every_thread_and_cannot_go_back(string preload)
    {
        Account user = Needed();
        string log = _folder.Of("access.log");
        using ServerProcess server = ServerProcess.LaunchBy(
            ["env"], $"app-loc: {Echo}\nport: 0\nconcurrency: 2\npreload: {preload}\nuser: {User}\numask: \"027\"\naccess-log: {log}\ncontrol-socket: {_folder.Of("c.sock")}\n").Listening();

        server.WaitForLog($"runs as {User} from here on");
        Assert.DoesNotContain(server.Log, line => line.Contains("runs as root", StringComparison.Ordinal));
        using HttpClient client = server.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
        Assert.All(Directory.GetDirectories($"/proc/{server.Id}/task"), task => AssertIs(user, task));
        Assert.All(server.ChildPids(), child => AssertIs(user, $"/proc/{child}"));
        string environment = File.ReadAllText($"/proc/{server.WorkerPids()[0]}/environ");
        Assert.Contains($"\0USER={User}\0", '\0' + environment, StringComparison.Ordinal);
        Assert.Contains($"\0HOME={user.Home}\0", '\0' + environment, StringComparison.Ordinal);
        Assert.Contains("Umask:\t0027\n", File.ReadAllText($"/proc/{server.WorkerPids()[0]}/status"), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(log));
        Assert.Equal(user.Id, LibcControl.OwnerOf(log)?.Owner);

        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('x', 200_000)));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/echo", body)).StatusCode);
        int[] workers = server.WorkerPids();
        ServerProcess.Kill(workers[^1], Kill);
        server.WaitForLog("killed by SIGKILL");
        server.Signal(Hangup);
        server.WaitForLog("reloaded: 2 workers serve the new generation");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
        using ServerProcess status = server.Command("status");
        Assert.Equal(0, status.WaitForExit());
        server.Signal(Terminate);
        Assert.Equal(0, server.WaitForExit());
        Assert.NotEmpty(File.ReadAllLines(log));
    }

    [SkippableFact]
    public void Says_what_its_user_cannot_read()
    {
        Needed();
        Directory.CreateDirectory(_folder.Of("app"));
        using ServerProcess server = ServerProcess.LaunchBy(["env"], $"app-loc: {_folder.Of("app")}\nport: 0\nuser: {User}\n");

        Assert.Equal(2, server.WaitForExit());
        Assert.Equal(
            $"actorserver: The server runs as {User}, who cannot read {_folder.Of("app")}, the application's folder: the mode or owner of {_folder.Path} forbids it (actor-server.process.user).", server.Log.Last());
    }

    private static Account Needed()
    {
        Skip.IfNot(LibcAccounts.EffectiveUser() == 0, "Only root becomes somebody else.");
        Account? user = Account.Find(User);
        Skip.If(user?.Home is null, $"There is no user {User}.");
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            Skip.IfNot(File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute), $"{folder} is closed to others.");
        }

        return user!; // Not null: skipped else.
    }

    private static void AssertIs(Account user, string task)
    {
        string status = File.ReadAllText(Path.Combine(task, "status"));
        Assert.Contains($"Uid:\t{user.Id}\t{user.Id}\t{user.Id}\t{user.Id}\n", status, StringComparison.Ordinal);
        Assert.Contains($"Gid:\t{user.Group}\t{user.Group}\t{user.Group}\t{user.Group}\n", status, StringComparison.Ordinal);
        Assert.Contains($"Groups:\t{user.Group} \n", status, StringComparison.Ordinal);
        Assert.Contains("CapPrm:\t0000000000000000\n", status, StringComparison.Ordinal);
        Assert.Contains("CapEff:\t0000000000000000\n", status, StringComparison.Ordinal);
    }
}
