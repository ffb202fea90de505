using System.IO.Pipelines;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections.Opening;

namespace ActorServer.Tests.Server;

/// <summary>What comes before the first request of a connection: openings in their order, in their time, and released whatever happens.</summary>
public sealed class ConnectionOpeningTests : ConnectionHarness
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public void Reads_the_first_request_when_the_last_opening_is_done_with_what_they_found()
    {
        var first = new Controlled();
        var second = new Controlled();
        Connect(openings: [first, second]);
        Send(Get);

        first.Succeed(soFar => soFar with { Facts = soFar.Facts with { RemoteAddress = "203.0.113.7" } });
        Router.ExpectNoMsg(TimeSpan.Zero);
        second.Succeed(soFar => soFar with { Facts = soFar.Facts with { Scheme = "https" } });

        TransportFacts facts = ExpectRequest().Transport;
        Assert.Equal(("203.0.113.7", "https"), (facts.RemoteAddress, facts.Scheme));
    }

    [Fact]
    public void Serves_what_is_behind_the_bytes_that_an_opening_took()
    {
        Connect(openings: [new TakesLine()]);
        Send("hello\n" + Get);

        GatewayRequest request = ExpectRequest();
        Answer(request, "there");

        Assert.Equal("GET", request.Head.Method);
        Assert.Contains("200 OK", ReceiveUntil("there"));
    }

    [Fact]
    public void Closes_silently_when_an_opening_fails()
    {
        Connect(openings: [new TakesLine()]);
        Send("bad\n" + Get);

        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
        Router.ExpectNoMsg(TimeSpan.Zero);
        Records.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Closes_silently_when_an_opening_takes_longer_than_it_may()
    {
        var opening = new Controlled();
        Connect(openings: [opening]);
        opening.WaitUntilBegun();

        Advance(Controlled.Patience - TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, Client.Available);
        Assert.False(opening.IsCancelled);
        Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("", ReceiveAll());
        Assert.True(opening.IsCancelled);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Answers_a_client_that_an_opening_refuses()
    {
        var opening = new Controlled();
        Connect(openings: [opening, new Controlled()]);

        opening.Succeed(soFar => soFar with { Refusal = Refusal.MalformedRequestLine });

        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAll(), StringComparison.Ordinal);
        Assert.Equal(400, Records.ExpectMsg<ExchangeCompleted>().Status);
    }

    [Fact]
    public void Ends_at_once_when_the_server_drains_while_it_opens()
    {
        var opening = new Controlled();
        Connect(openings: [opening]);
        opening.WaitUntilBegun();

        Connection.Tell(ActorServer.Server.Connections.ConnectionProtocol.Drain.Instance);

        Assert.Equal("", ReceiveAll());
        Assert.True(opening.IsCancelled);
        ExpectTerminated(Connection);
    }

    [Fact]
    public async Task Ends_a_layer_that_comes_when_its_connection_has_ended()
    {
        var opening = new Controlled { IgnoresCancellation = true };
        var layer = new Layer();
        Connect(openings: [opening]);
        opening.WaitUntilBegun();
        Sys.Stop(Connection);
        ExpectTerminated(Connection);

        opening.Succeed(soFar => soFar with { Layer = layer });

        await layer.Disposed.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("", ReceiveAll());
    }

    [Fact]
    public async Task Tells_its_layer_of_the_end_and_ends_it()
    {
        var opening = new Controlled();
        var layer = new Layer();
        Connect(openings: [opening]);
        opening.Succeed(soFar => soFar with { Layer = layer });
        Send("GET / HTTP/1.0\r\n\r\n");

        Answer(ExpectRequest());

        Assert.Contains("200 OK", ReceiveUntil("hello"));
        AwaitCondition(() => layer.HasEndedSending);
        ResetClient();
        await layer.Disposed.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(layer.IsAborted);
    }

    [Fact]
    public async Task Tells_its_layer_of_a_reset()
    {
        var opening = new Controlled();
        var layer = new Layer();
        Connect(openings: [opening]);
        opening.Succeed(soFar => soFar with { Layer = layer });
        Send(Get);
        GatewayRequest request = ExpectRequest();
        Begin(request, "half");

        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, Refusal.WorkerDied));

        await layer.Disposed.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(layer.IsAborted);
    }

    private sealed class Controlled : IConnectionOpening
    {
        public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

        private readonly TaskCompletionSource<OpenedConnection> _begun = new();
        private readonly TaskCompletionSource<OpenedConnection> _done = new();

        public TimeSpan Timeout => Patience;

        public bool IgnoresCancellation { get; init; }

        public bool IsCancelled => _done.Task.IsCanceled;

        public ValueTask<OpenedConnection> OpenAsync(OpenedConnection soFar, CancellationToken cancellation)
        {
            _begun.SetResult(soFar);
            if (!IgnoresCancellation)
            {
                cancellation.Register(() => _done.TrySetCanceled(cancellation));
            }

            return new ValueTask<OpenedConnection>(_done.Task);
        }

        public void WaitUntilBegun() => Assert.True(_begun.Task.Wait(TimeSpan.FromSeconds(20)));

        public void Succeed(Func<OpenedConnection, OpenedConnection> change)
        {
            WaitUntilBegun();
            _done.SetResult(change(_begun.Task.Result));
        }
    }

    private sealed class TakesLine : IConnectionOpening
    {
        public TimeSpan Timeout => TimeSpan.FromSeconds(3);

        public async ValueTask<OpenedConnection> OpenAsync(OpenedConnection soFar, CancellationToken cancellation)
        {
            PipeReader input = soFar.Pipe.Input;
            while (true)
            {
                ReadResult read = await input.ReadAsync(cancellation);
                byte[] bytes = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                int end = Array.IndexOf(bytes, (byte)'\n');
                if (end >= 0)
                {
                    input.AdvanceTo(read.Buffer.GetPosition(end + 1));
                    return bytes[0] == 'h' ? soFar : throw new InvalidDataException("The line does not begin with h.");
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
    }

    private sealed class Layer : IConnectionLayer
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposed => _disposed.Task;

        public bool HasEndedSending { get; private set; }

        public bool IsAborted { get; private set; }

        public void EndSending() => HasEndedSending = true;

        public void Abort() => IsAborted = true;

        public ValueTask DisposeAsync()
        {
            _disposed.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
