using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorServer.Tests.Server;

/// <summary>How often an answer is handed to the system, on a transport that counts.</summary>
public sealed class ConnectionSendTests : ConnectionHarness
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Parts_that_are_there_together_leave_in_one_send(int blocks)
    {
        (CountingWriter sent, string answer) = await Serve(exchange =>
        [
            new ExchangeProtocol.Started(exchange, ResponseHead.Create(200, "OK"), "first"u8.ToArray(), false),
            .. Enumerable.Range(0, blocks).Select(_ => new ExchangeProtocol.Block(exchange, "block"u8.ToArray())),
            new ExchangeProtocol.Ended(exchange),
        ]);

        Assert.Equal(1, sent.Flushes);
        Assert.EndsWith(
            "\r\n\r\n5\r\nfirst\r\n" + string.Concat(Enumerable.Repeat("5\r\nblock\r\n", blocks)) + "0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_in_one_part_leaves_in_one_send()
    {
        (CountingWriter sent, _) = await Serve(exchange => [new ExchangeProtocol.Started(exchange, ResponseHead.Create(200, "OK"), "all"u8.ToArray(), true)]);
        Assert.Equal(1, sent.Flushes);
    }

    [Fact]
    public async Task Much_that_is_there_together_leaves_in_several_sends()
    {
        (CountingWriter sent, string answer) = await Serve(exchange =>
        [
            new ExchangeProtocol.Started(exchange, ResponseHead.Create(200, "OK"), default, false),
            .. Enumerable.Range(0, 32).Select(_ => new ExchangeProtocol.Block(exchange, new byte[16 * 1024])),
            new ExchangeProtocol.Ended(exchange),
        ]);

        Assert.InRange(sent.Flushes, 3, 8);
        Assert.EndsWith("\0\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32 * 1024 - 1, 1)]
    [InlineData(32 * 1024, 2)]
    public async Task A_long_block_leaves_by_itself_and_in_its_place(int length, int sends)
    {
        string block = new('b', length);
        (CountingWriter sent, string answer) = await Serve(exchange =>
        [
            new ExchangeProtocol.Started(exchange, ResponseHead.Create(200, "OK"), "first"u8.ToArray(), false),
            new ExchangeProtocol.Block(exchange, Encoding.ASCII.GetBytes(block)),
            new ExchangeProtocol.Block(exchange, "last"u8.ToArray()),
            new ExchangeProtocol.Ended(exchange),
        ]);

        Assert.Equal(sends, sent.Flushes);
        Assert.EndsWith($"\r\n\r\n5\r\nfirst\r\n{length:x}\r\n{block}\r\n4\r\nlast\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_first_block_leaves_by_itself_and_behind_its_head()
    {
        string block = new('b', 64 * 1024);
        (CountingWriter sent, string answer) = await Serve(exchange =>
        [
            new ExchangeProtocol.Started(exchange, ResponseHead.Create(200, "OK", ("Content-Length", "65540")), Encoding.ASCII.GetBytes(block), false),
            new ExchangeProtocol.Block(exchange, "last"u8.ToArray()),
            new ExchangeProtocol.Ended(exchange),
        ]);

        Assert.Equal(2, sent.Flushes);
        Assert.EndsWith($"\r\n\r\n{block}last", answer, StringComparison.Ordinal);
    }

    // The router's turn is the connection's own: all messages are in its mailbox before it handles the first of them.
    private async Task<(CountingWriter Sent, string Answer)> Serve(Func<long, object[]> answer)
    {
        var toServer = new Pipe();
        var toClient = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var sent = new CountingWriter(toClient.Writer);
        var transport = new DefaultConnectionContext("test", new Duplex(toServer.Reader, sent), new Duplex(toClient.Reader, toServer.Writer));
        IActorRef router = Sys.ActorOf(Akka.Actor.Props.Create(() => new EagerRouter(answer)).WithDispatcher(CallingThreadDispatcher.Id));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ConnectionResources shared = Resources() with { Router = router };
        Sys.ActorOf(ConnectionActor.Props(transport, socket, 1, Requests.Facts, shared));

        toServer.Writer.Write("GET / HTTP/1.1\r\nHost: h\r\n\r\n"u8);
        await toServer.Writer.FlushAsync();
        Records.ExpectMsg<ExchangeCompleted>();
        Assert.True(toClient.Reader.TryRead(out ReadResult result));
        return (sent, Encoding.Latin1.GetString(result.Buffer.ToArray()));
    }

    private sealed class EagerRouter(Func<long, object[]> answer) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is GatewayProtocol.Submit submit)
            {
                long exchange = submit.Request.Exchange;
                submit.Connection.Tell(new GatewayProtocol.Dispatched(exchange, Self, 1));
                foreach (object part in answer(exchange))
                {
                    submit.Connection.Tell(part);
                }
            }
        }
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private sealed class CountingWriter(PipeWriter writer) : PipeWriter
    {
        public int Flushes { get; private set; }

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => writer.UnflushedBytes;

        public override void Advance(int bytes) => writer.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return writer.FlushAsync(cancellationToken);
        }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            Flushes++;
            return writer.WriteAsync(source, cancellationToken);
        }

        public override void CancelPendingFlush() => writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => writer.Complete(exception);
    }
}
