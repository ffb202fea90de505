using System.Diagnostics;
using System.Globalization;
using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>A slot with its real processes: what the gateway and a client see of a death.</summary>
[Collection(EndToEnd.Processes.Name)]
public sealed class WsgiWorkerProcessTests : GatewayTest
{
    private IActorRef _worker = ActorRefs.Nobody;

    [Fact]
    public void Serves_again_after_its_process_was_killed()
    {
        var first = Start(AppFolder.Settings(AppFolder.Fixture("echo")));
        var pid = AskPid(first);
        using (var process = Process.GetProcessById(pid))
            process.Kill();
        Gateway.ExpectMsg(new WorkerProtocol.Lost(1, first.Generation), Ceiling);
        var second = Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
        Assert.True(second.Generation > first.Generation);
        Assert.NotEqual(pid, AskPid(second));
        AwaitLog($": [{pid}] killed by SIGKILL; ");
    }

    [Fact]
    public void Fails_the_request_that_was_running_when_its_process_left()
    {
        var ready = Start(AppFolder.Settings(AppFolder.Fixture("echo")));
        var run = Run(TestRequests.Get("/exit"), ready.Generation);
        _worker.Tell(run);
        Connection.ExpectMsg(new ExchangeProtocol.Failed(run.Request.Exchange, Refusal.WorkerDied), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Lost(1, ready.Generation), Ceiling);
        AskPid(Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling));
        AwaitLog("exited with code 9; ");
    }

    [Fact]
    public void Replaces_a_stuck_process_before_it_is_killed()
    {
        var settings = AppFolder.Settings(AppFolder.Fixture("echo")) with { KillDelay = TimeSpan.FromMinutes(10) };
        var ready = Start(settings);
        var run = Run(TestRequests.Get("/sleep?s=600"), ready.Generation);
        _worker.Tell(run);
        _worker.Tell(new ExchangeProtocol.Abandon(run.Request.Exchange, AbandonReason.TimedOut));
        Gateway.ExpectMsg(new WorkerProtocol.Lost(1, ready.Generation), Ceiling);
        AskPid(Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling));
    }

    [Fact]
    public void Tries_again_until_the_application_can_be_imported()
    {
        using var folder = new AppFolder("raise RuntimeError('not yet')");
        Sys.ActorOf(WorkerProps(AppFolder.Settings(folder.Location)));
        var failed = Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        Assert.Contains("not yet", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("not yet", failed.Traceback, StringComparison.Ordinal);
        // A changed source within the same second could pass for the compiled one.
        File.Delete(Path.Join(folder.Location, "wsgi.py"));
        File.WriteAllText(Path.Join(folder.Location, "wsgi.py"), "def application(environ, start_response):\n    pass\n# and it is longer now\n");
        Gateway.FishForMessage(message => message is WorkerProtocol.Ready, Ceiling);
    }

    [Fact]
    public void Ends_its_processes_and_itself_after_Shutdown()
    {
        var ready = Start(AppFolder.Settings(AppFolder.Fixture("echo")));
        var pid = AskPid(ready);
        Watch(_worker);
        _worker.Tell(WorkerProtocol.Shutdown.Instance);
        ExpectTerminated(_worker, Ceiling);
        AwaitCondition(() => !Directory.Exists($"/proc/{pid}"), Ceiling);
    }

    private Props WorkerProps(WsgiSettings settings) => WsgiWorkerActor.Props(1, settings, NewRuntime(settings), Gateway.Ref);

    private WorkerProtocol.Ready Start(WsgiSettings settings)
    {
        _worker = Sys.ActorOf(WorkerProps(settings));
        var ready = Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
        Assert.Equal((1, 1), (ready.Worker, ready.Places));
        return ready;
    }

    private int AskPid(WorkerProtocol.Ready ready)
    {
        var run = Run(TestRequests.Get("/pid"), ready.Generation);
        _worker.Tell(run);
        var answer = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal(run.Request.Exchange, answer.Exchange);
        Gateway.ExpectMsg(new WorkerProtocol.Finished(1, ready.Generation, run.Request.Exchange), Ceiling);
        return int.Parse(Encoding.ASCII.GetString(answer.Block.Span), CultureInfo.InvariantCulture);
    }
}
