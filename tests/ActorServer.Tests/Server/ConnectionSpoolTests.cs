using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;

namespace ActorServer.Tests.Server;

/// <summary>A client that is slower than its worker: the worker goes on, and the client gets every byte from the spool.</summary>
public sealed class ConnectionSpoolTests : ConnectionHarness
{
    private const int Block = 64 * 1024;

    // As the harness says.
    private const int MostSpooled = 512 * 1024;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly List<byte> _given = [];

    [Fact]
    public void Frees_the_worker_and_gives_the_client_every_byte()
    {
        long exchange = BeginBehind();
        Give(exchange, 4 * Block);
        Assert.InRange(Spooled, 5 * Block, 7 * Block);
        Connection.Tell(new ExchangeProtocol.Ended(exchange));

        TakeAll();

        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((200, true, _given.Count), (record.Status, record.IsComplete, record.BodyBytes));
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Gives_a_client_its_moment_before_it_writes_a_file()
    {
        long exchange = Begin();
        Give(exchange, 3 * Block);
        Advance(TimeSpan.FromMilliseconds(19));
        AwaitProcessed();
        Assert.Equal(0, Spooled);

        Advance(TimeSpan.FromMilliseconds(1));
        AwaitProcessed();
        Assert.NotEqual(0, Spooled);
    }

    [Fact]
    public void Frees_the_worker_also_of_what_may_stay_in_memory()
    {
        long exchange = Begin();
        Give(exchange, 2 * Block);
        Assert.Equal(0, Credited());
        Advance(Moment);
        AwaitProcessed();

        Assert.Equal((0, 2 * Block), (Spooled, Credited()));
    }

    [Fact]
    public void Credits_the_worker_for_what_the_spool_has_taken_and_no_more()
    {
        long exchange = BeginBehind();
        do
        {
            Assert.True(_given.Count < 100 * Block, "The worker is credited without an end.");
            Give(exchange, Block);
        }
        while (Credited() > 0);

        Assert.InRange(Spooled, MostSpooled - Block, MostSpooled);

        // What the client takes makes room.
        Take(4 * Block);
        Assert.InRange(Worker.ExpectMsg<ExchangeProtocol.Credit>().Bytes, Block / 2, 6 * Block);
        Connection.Tell(new ExchangeProtocol.Ended(exchange));
        TakeAll(4 * Block);
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Leaves_an_application_that_streams_waiting_for_its_client()
    {
        long exchange = Begin(streams: true);
        Give(exchange, 3 * Block);
        Advance(Moment);
        AwaitProcessed();

        Assert.Equal(0, Spooled);
        Assert.False(Worker.HasMessages);
    }

    [Fact]
    public void Resets_a_client_that_takes_nothing_from_the_spool()
    {
        long exchange = BeginBehind();
        Connection.Tell(new ExchangeProtocol.Ended(exchange));
        AdvanceSteps(TimeSpan.FromSeconds(45));

        ExpectTerminated(Connection);
        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((200, false, 0), (record.Status, record.IsComplete, Spooled));
    }

    [Fact]
    public void Takes_what_the_worker_does_for_no_progress_of_its_client()
    {
        long exchange = BeginBehind();
        for (int step = 0; step < 9; step++)
        {
            AdvanceSteps(TimeSpan.FromSeconds(5));
            Connection.Tell(new ExchangeProtocol.Block(exchange, new byte[1]));
        }

        ExpectTerminated(Connection);
        Assert.Equal(AbandonReason.ClientGone, Worker.FishForMessage<ExchangeProtocol.Abandon>(_ => true).Reason);
    }

    [Fact]
    public void Holds_a_worker_to_its_time_that_need_not_wait_for_its_client()
    {
        BeginBehind();
        for (int step = 0; step < 4; step++)
        {
            // The client takes some in each interval, and has more to take.
            Take(1000);
            AdvanceSteps(TimeSpan.FromSeconds(8));
        }

        ExpectTerminated(Connection);
        Assert.Equal(AbandonReason.TimedOut, Worker.FishForMessage<ExchangeProtocol.Abandon>(_ => true).Reason);
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Leaves_nothing_when_the_client_leaves()
    {
        long exchange = BeginBehind();
        Connection.Tell(new ExchangeProtocol.Ended(exchange));
        AwaitProcessed();
        ResetClient();

        ExpectTerminated(Connection);
        Assert.False(Records.ExpectMsg<ExchangeCompleted>().IsComplete);
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Leaves_nothing_when_the_worker_dies()
    {
        long exchange = BeginBehind();
        Connection.Tell(new ExchangeProtocol.Failed(exchange, Refusal.WorkerDied));

        ExpectTerminated(Connection);
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Ends_when_a_slow_client_is_served_while_the_server_drains()
    {
        long exchange = BeginBehind();
        Connection.Tell(new ExchangeProtocol.Ended(exchange));
        Connection.Tell(ConnectionProtocol.Drain.Instance);

        TakeAll();
        Assert.Equal("", ReceiveAll());
        Assert.True(Records.ExpectMsg<ExchangeCompleted>().IsComplete);
    }

    [Fact]
    public void Lets_the_bodys_file_go_when_its_worker_is_done()
    {
        Connect(Defaults with { BodyInMemory = 10 }, isNarrow: true);
        Send($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n{new string('x', 100_000)}");
        GatewayRequest request = ExpectRequest();
        Assert.Equal(100_000, Spooled);
        Begin(request, "");
        Give(request.Exchange, Block);
        Connection.Tell(new ExchangeProtocol.Ended(request.Exchange));
        AwaitProcessed();

        Assert.Equal(0, Spooled);
        Assert.False(File.Exists(Assert.IsType<RequestBody.Spooled>(request.Body).Path));
    }

    private long Begin(bool streams = false)
    {
        Connect(isNarrow: true, streams: streams);
        Send("GET / HTTP/1.0\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), default, false));
        ReceiveUntil("\r\n\r\n");
        return request.Exchange;
    }

    // An answer whose client has been too slow for its memory.
    private long BeginBehind()
    {
        long exchange = Begin();
        Give(exchange, 3 * Block);
        Advance(TimeSpan.FromMilliseconds(20));
        AwaitProcessed();
        Assert.InRange(Credited(), Block / 2, 3 * Block);
        return exchange;
    }

    private void Give(long exchange, int bytes)
    {
        var random = new Random(bytes + _given.Count);
        for (; bytes > 0; bytes -= Block)
        {
            var block = new byte[Block];
            random.NextBytes(block);
            _given.AddRange(block);
            Connection.Tell(new ExchangeProtocol.Block(exchange, block));
        }

        AwaitProcessed();
    }

    private int Credited()
    {
        int bytes = 0;
        while (Worker.HasMessages)
        {
            bytes += Worker.ExpectMsg<ExchangeProtocol.Credit>().Bytes;
        }

        return bytes;
    }

    private void AdvanceSteps(TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(500))
        {
            Advance(TimeSpan.FromMilliseconds(500));
        }

        AwaitProcessed();
    }

    private byte[] Take(int bytes)
    {
        var taken = new byte[bytes];
        for (int have = 0; have < bytes;)
        {
            int count = Client.Receive(taken, have, bytes - have, SocketFlags.None);
            Assert.NotEqual(0, count);
            have += count;
        }

        return taken;
    }

    private void TakeAll(int from = 0) => Assert.True(_given.Skip(from).SequenceEqual(Take(_given.Count - from)), "The client got other bytes than the worker gave.");
}
