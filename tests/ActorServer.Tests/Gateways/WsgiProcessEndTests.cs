using System.Globalization;
using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>The process actor with real Python processes: how they fail to start, die, get stuck and leave.</summary>
public sealed class WsgiProcessEndTests : ProcessActorTest
{
    [Fact]
    public void Says_that_a_killed_process_is_lost_and_then_why()
    {
        var ready = StartEndless();
        var request = Send(TestRequests.Get("/sleep"));
        AwaitLog("it began");
        Kill(ready.Pid);
        Assert.Equal([request.Exchange], Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        var death = ExpectDeath();
        Assert.Equal((ready.Pid, "killed by SIGKILL"), (death.Pid, death.Message));
    }

    [Fact]
    public void Says_that_a_request_was_not_touched_when_the_process_never_received_it()
    {
        var ready = StartFixture();
        Stop(ready.Pid);
        Send(TestRequests.Get("/pid"));
        AwaitProcessed();
        Kill(ready.Pid);
        Assert.Empty(Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        ExpectDeath();
    }

    [Fact]
    public void Names_the_exit_code_of_a_process_that_leaves_under_a_request()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/exit"));
        Assert.Equal([request.Exchange], Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        Assert.EndsWith("exited with code 9", ExpectDeath().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_the_programs_that_a_dead_process_had_started()
    {
        var ready = StartFixture();
        var child = int.Parse(ExpectWholeAnswer(Send(TestRequests.Get("/child?s=600"))), CultureInfo.InvariantCulture);
        Worker.ExpectMsg<ProcessProtocol.Over>(Ceiling);
        Kill(ready.Pid);
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        AwaitGone(child);
    }

    [Theory]
    [InlineData("raises")]
    [InlineData("missing_dependency")]
    [InlineData("syntax")]
    public void Gives_reason_and_traceback_of_an_application_that_cannot_be_imported(string module)
    {
        Start(AppFolder.Settings(AppFolder.Fixture("broken"), module));
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        var death = ExpectDeath();
        Assert.Contains("Error", death.Message, StringComparison.Ordinal);
        Assert.Contains(module, death.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_module_that_does_not_exist()
    {
        Start(AppFolder.Settings(AppFolder.Fixture("broken"), "does_not_exist"));
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Assert.Contains("does_not_exist", ExpectDeath().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kills_a_process_that_is_not_ready_in_time_and_shows_its_stacks()
    {
        Start(AppFolder.Settings(AppFolder.Fixture("broken"), "hangs") with { BootTimeout = TimeSpan.FromSeconds(3) });
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Assert.Contains("was not ready within 3 s (actor-server.wsgi.boot-timeout)", ExpectDeath().Message, StringComparison.Ordinal);
        AwaitLog("hangs.py");
    }

    [Fact]
    public void Is_not_ready_any_more_when_its_time_to_boot_is_over()
    {
        var folder = NewFolder("""
            import os, time
            while not os.path.exists("go"):
                time.sleep(0.01)
            def application(environ, start_response):
                start_response("200 OK", [])
                return []
            """);
        Start(AppFolder.Settings(folder.Location) with { BootTimeout = TimeSpan.FromSeconds(2), KillDelay = TimeSpan.FromSeconds(20) });
        AwaitLog("wsgi.py\", line");

        File.WriteAllText(Path.Join(folder.Location, "go"), "");

        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Assert.Contains("was not ready within 2 s", ExpectDeath().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_value_and_key_of_an_interpreter_that_does_not_exist()
    {
        Start(AppFolder.Settings(AppFolder.Fixture("echo")) with { Python = "/nowhere/python3" });
        var death = ExpectDeath().Message;
        Assert.Contains("\"/nowhere/python3\"", death, StringComparison.Ordinal);
        Assert.Contains("actor-server.wsgi.python", death, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_value_and_key_of_a_folder_that_does_not_exist()
    {
        Start(AppFolder.Settings("/nowhere/app"));
        Assert.Contains("actor-server.application.location", ExpectDeath().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sleep")]
    [InlineData("/compute")]
    public void Shows_the_stacks_of_a_stuck_process_and_kills_it(string target)
    {
        var ready = StartEndless();
        var request = Send(TestRequests.Get(target));
        AwaitLog("it began");
        Actor.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.TimedOut));
        Worker.ExpectMsg(new ProcessProtocol.Stuck(Generation), Ceiling);
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitLog($"\"GET {target} HTTP/1.1\" is over its time in worker-1 [{ready.Pid}]");
        AwaitLog("wsgi.py\", line");
        AwaitGone(ready.Pid);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Ends_a_process_that_writes_anything_else_than_frames()
    {
        var folder = NewFolder("""
            import os, time
            def application(environ, start_response):
                for name in os.listdir("/proc/self/fd"):
                    try:
                        if os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                            os.write(int(name), b"\xff" * 64)
                    except OSError:
                        pass
                time.sleep(600)
            """);
        Start(AppFolder.Settings(folder.Location));
        Worker.ExpectMsg<ProcessProtocol.Ready>(Ceiling);
        var request = Send(TestRequests.Get("/"));
        Assert.Equal([request.Exchange], Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling).Received);
        Assert.Contains("its control stream is broken: kind 255 is unknown", ExpectDeath().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_the_process_run_its_exit_handlers_when_it_is_told_to_leave()
    {
        var folder = NewFolder("""
            import atexit, sys
            atexit.register(lambda: print("exit handlers run", file=sys.stderr))
            def application(environ, start_response):
                start_response("200 OK", [])
                return []
            """);
        Start(AppFolder.Settings(folder.Location));
        Worker.ExpectMsg<ProcessProtocol.Ready>(Ceiling);
        Actor.Tell(ProcessProtocol.Leave.Instance);
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitLog("exit handlers run");
        AwaitLog("has ended: exited with code 0");
    }

    [Fact]
    public void Finishes_the_running_request_when_it_is_told_to_leave()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/sleep?s=0.5"));
        Actor.Tell(ProcessProtocol.Leave.Instance);
        Assert.Equal("slept", Encoding.ASCII.GetString(ExpectWholeAnswer(request)));
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
    }

    [Fact]
    public void Kills_a_process_that_does_not_leave_in_time()
    {
        var ready = StartEndless(settings => settings with { StopTimeout = TimeSpan.FromMilliseconds(200) });
        Send(TestRequests.Get("/compute"));
        AwaitLog("it began");
        Actor.Tell(ProcessProtocol.Leave.Instance);
        Worker.ExpectMsg<ProcessProtocol.Lost>(Ceiling);
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitGone(ready.Pid);
    }

    [Fact]
    public void Leaves_no_process_behind_when_its_actor_is_stopped()
    {
        var ready = StartFixture();
        Actor.Tell(new ProcessHarness.Stop());
        Worker.ExpectMsg<ProcessHarness.Stopped>(Ceiling);
        AwaitGone(ready.Pid);
    }
}
