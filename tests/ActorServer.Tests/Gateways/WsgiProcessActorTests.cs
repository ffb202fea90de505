using System.Diagnostics;
using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>The process actor with real Python processes: requests, answers and credit.</summary>
public sealed class WsgiProcessActorTests : ProcessActorTest
{
    [Fact]
    public void Is_ready_when_the_application_is_imported()
    {
        var ready = StartFixture();
        Assert.Equal(Generation, ready.Generation);
        Assert.StartsWith("3.", ready.Python, StringComparison.Ordinal);
        Assert.False(Process.GetProcessById(ready.Pid).HasExited);
    }

    [Fact]
    public void Answers_one_request_after_the_other()
    {
        StartFixture();
        foreach (var text in (string[])["first", "second", "third"])
        {
            var request = Send(TestRequests.Post("/echo", Encoding.ASCII.GetBytes(text)));
            Assert.Equal(text, Encoding.ASCII.GetString(ExpectWholeAnswer(request)));
            Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        }
    }

    [Fact]
    public void Gives_the_head_with_the_first_block_in_one_message()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/pid"));
        var started = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal(request.Exchange, started.Exchange);
        Assert.Equal(200, started.Head.Status);
        Assert.NotEqual(0, started.Block.Length);
    }

    [Fact]
    public void Gives_a_spooled_body_to_the_application()
    {
        StartFixture();
        var folder = NewFolder("");
        var path = Path.Join(folder.Location, "body");
        var body = new byte[200_000];
        Random.Shared.NextBytes(body);
        File.WriteAllBytes(path, body);
        var request = TestRequests.Parse($"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n", new RequestBody.Spooled(path, body.Length));
        Assert.Equal(body, ExpectWholeAnswer(Send(request)));
    }

    [Fact]
    public void Sends_no_more_than_the_window_before_the_client_takes_it()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/stream?mb=1"));
        var bytes = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Length;
        while (bytes < 64 * 1024)
            bytes += Connection.ExpectMsg<ExchangeProtocol.Block>(Ceiling).Bytes.Length;
        Assert.Equal(64 * 1024, bytes);
        Connection.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        // Half a window is enough for the process to go on.
        Actor.Tell(new ExchangeProtocol.Credit(request.Exchange, 32 * 1024));
        Assert.Equal(32 * 1024, Connection.ExpectMsg<ExchangeProtocol.Block>(Ceiling).Bytes.Length);
    }

    [Fact]
    public void Streams_a_long_answer_as_the_client_takes_it()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/stream?mb=5"));
        Assert.Equal(5 * 1024 * 1024, ExpectWholeAnswer(request).Length);
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
    }

    [Fact]
    public void Fails_the_request_and_logs_the_traceback_once_when_the_application_raises()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/raise"));
        Connection.ExpectMsg(new ExchangeProtocol.Failed(request.Exchange, Refusal.ApplicationRaised), Ceiling);
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        var line = Assert.Single(ServerLog.Lines, line => line.Contains("this application raises on purpose", StringComparison.Ordinal));
        Assert.StartsWith("Error request request-1 \"GET /raise HTTP/1.1\" failed in worker-1 [", line, StringComparison.Ordinal);
        Assert.Contains("\n    Traceback (most recent call last):", line, StringComparison.Ordinal);
        // The process is as good as before.
        Assert.NotEmpty(ExpectWholeAnswer(Send(TestRequests.Get("/pid"))));
    }

    [Fact]
    public void Fails_the_request_after_the_head_when_the_application_raises_late()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/raise-late"));
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Connection.ExpectMsg(new ExchangeProtocol.Failed(request.Exchange, Refusal.ApplicationRaised), Ceiling);
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
    }

    [Fact]
    public void Refuses_a_request_that_would_forge_the_environ_and_lives_on()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/environ") with { Id = "id\0REMOTE_USER\0admin" });
        Connection.ExpectMsg(new ExchangeProtocol.Failed(request.Exchange, Refusal.InternalError), Ceiling);
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        Assert.DoesNotContain("REMOTE_USER", Encoding.UTF8.GetString(ExpectWholeAnswer(Send(TestRequests.Get("/environ")))), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_request_that_is_larger_than_a_socket_takes()
    {
        StartFixture();
        var request = Send(TestRequests.Post("/echo", new byte[16 << 20]));
        Connection.ExpectMsg(new ExchangeProtocol.Failed(request.Exchange, Refusal.InternalError), Ceiling);
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        AwaitLog("actor-server.connection.body-in-memory");
    }

    [Fact]
    public void Tells_the_application_that_the_client_has_left_and_takes_the_next_request_when_it_is_done()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/gone?s=60"));
        Actor.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.ClientGone));
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        AwaitLog("the client is gone");
        Connection.ExpectNoMsg(TimeSpan.Zero);
        Assert.NotEmpty(ExpectWholeAnswer(Send(TestRequests.Get("/pid"))));
    }

    [Fact]
    public void Finds_no_error_in_an_answer_whose_client_has_left()
    {
        StartFixture();
        var request = Send(TestRequests.Get("/stream?mb=10"));
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Actor.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.ClientGone));
        Worker.ExpectMsg(new ProcessProtocol.Over(Generation, request.Exchange), Ceiling);
        AwaitLog("without its client: _actorserver.control.ClientDisconnected");
        Assert.DoesNotContain(ServerLog.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
