using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Tests.EndToEnd;

namespace ActorServer.Tests.Gateways;

/// <summary>A test of the process actor with a real Python process, its worker a probe.</summary>
[Collection(EndToEnd.Processes.Name)]
public abstract class ProcessActorTest : GatewayTest
{
    protected const long Generation = 7;

    /// <summary>Says that it has the request, and never answers: it sleeps, or computes in C code that keeps the interpreter lock.</summary>
    protected const string Endless = """
        import re, sys, time
        def application(environ, start_response):
            print("it began", file=sys.stderr)
            if environ["PATH_INFO"] == "/sleep":
                time.sleep(600)
            re.match("(a+)+$", "a" * 60 + "b")
        """;

    private readonly List<AppFolder> _folders = [];

    protected ProcessActorTest() => Worker = CreateTestProbe("worker");

    protected TestProbe Worker { get; }

    private protected IActorRef Actor { get; private set; } = ActorRefs.Nobody;

    protected override void AfterAll()
    {
        base.AfterAll();
        _folders.ForEach(folder => folder.Dispose());
    }

    private protected AppFolder NewFolder(string wsgi)
    {
        var folder = new AppFolder(wsgi);
        _folders.Add(folder);
        return folder;
    }

    private protected ProcessProtocol.Ready StartFixture()
    {
        Start(AppFolder.Settings(AppFolder.Fixture("echo")));
        return Worker.ExpectMsg<ProcessProtocol.Ready>(Ceiling);
    }

    private protected ProcessProtocol.Ready StartEndless(Func<WsgiSettings, WsgiSettings>? change = null)
    {
        var settings = AppFolder.Settings(NewFolder(Endless).Location);
        Start(change is null ? settings : change(settings));
        return Worker.ExpectMsg<ProcessProtocol.Ready>(Ceiling);
    }

    private protected void Start(WsgiSettings settings)
    {
        var props = WsgiProcessActor.Props(1, Generation, 0, settings, NewRuntime(settings));
        Actor = Sys.ActorOf(ProcessHarness.Props(props, Worker.Ref));
    }

    private protected GatewayRequest Send(GatewayRequest request)
    {
        Actor.Tell(Run(request, Generation));
        return request;
    }

    private protected byte[] ExpectWholeAnswer(GatewayRequest request)
    {
        var body = new MemoryStream();
        var started = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal(request.Exchange, started.Exchange);
        body.Write(started.Block.Span);
        Actor.Tell(new ExchangeProtocol.Credit(request.Exchange, started.Block.Length));
        for (var isOver = started.IsLast; !isOver;)
        {
            switch (Connection.ExpectMsg<object>(Ceiling))
            {
                case ExchangeProtocol.Block block:
                    body.Write(block.Bytes.Span);
                    Actor.Tell(new ExchangeProtocol.Credit(request.Exchange, block.Bytes.Length));
                    break;
                case ExchangeProtocol.Ended:
                    isOver = true;
                    break;
                case var unexpected:
                    Assert.Fail($"{unexpected} came");
                    break;
            }
        }

        return body.ToArray();
    }

    private protected ProcessDiedException ExpectDeath()
    {
        var death = Assert.IsType<ProcessDiedException>(Worker.ExpectMsg<ProcessHarness.Failed>(Ceiling).Cause);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        Assert.Equal(Generation, death.Generation);
        return death;
    }

    private protected void AwaitGone(int pid) => AwaitCondition(() => !ServerProcess.IsAlive(pid), Ceiling);

    protected static void Kill(int pid) => Signal("-KILL", pid);

    // The signal is only on its way when kill returns.
    private protected void Stop(int pid)
    {
        Signal("-STOP", pid);
        AwaitCondition(() => File.ReadAllText($"/proc/{pid}/stat").Contains(") T ", StringComparison.Ordinal), Ceiling);
    }

    // Identify is answered in the mailbox's order: whatever was told before is done.
    private protected void AwaitProcessed()
    {
        var probe = CreateTestProbe();
        Sys.ActorSelection(Actor.Path / "*").Tell(new Identify(1), probe.Ref);
        probe.ExpectMsg<ActorIdentity>(Ceiling);
    }

    private static void Signal(string signal, int pid)
    {
        using var kill = Process.Start("kill", [signal, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
