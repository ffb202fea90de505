using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorServer.Tests.Server;

/// <summary>A transport that says at once, and not later, that its client is gone: no fault of the connection, and whoever works for the client is told.</summary>
public sealed class ConnectionLostTransportTests : ConnectionHarness
{
    private const string Upload = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc";
    private readonly Pipe _output = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TestProbe _errors;

    public ConnectionLostTransportTests()
    {
        _errors = CreateTestProbe("errors");
        Sys.EventStream.Subscribe(_errors.Ref, typeof(Error));
    }

    [Fact]
    public void Ends_when_the_client_is_gone_before_its_first_byte()
    {
        IActorRef connection = Start(new Reader(""));

        ExpectTerminated(connection);
        _errors.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Withdraws_a_request_whose_client_is_gone_right_behind_it()
    {
        IActorRef connection = Start(new Reader(Upload));

        long exchange = Router.ExpectMsg<GatewayProtocol.Submit>().Request.Exchange;
        Assert.Equal(exchange, Router.ExpectMsg<GatewayProtocol.Withdraw>().Exchange);
        Assert.Equal(499, Records.ExpectMsg<ExchangeCompleted>().Status);
        ExpectTerminated(connection);
        _errors.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Ends_when_the_client_is_gone_before_its_answer()
    {
        var input = new Pipe();
        IActorRef connection = Start(input.Reader);
        input.Writer.Write("GET / HTTP/1.1\r\nHost: h\r\n\r\n"u8);
        _ = input.Writer.FlushAsync().AsTask();
        GatewayRequest request = Router.ExpectMsg<GatewayProtocol.Submit>().Request;
        connection.Tell(new GatewayProtocol.Dispatched(request.Exchange, Worker.Ref, 1));
        _output.Reader.Complete(new ConnectionResetException("no route to the client"));

        connection.Tell(new ExchangeProtocol.Started(request.Exchange, ActorServer.Http.ResponseHead.Create(200, "OK"), default, IsLast: true));

        Assert.False(Records.ExpectMsg<ExchangeCompleted>().IsComplete);
        ExpectTerminated(connection);
        _errors.ExpectNoMsg(TimeSpan.Zero);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _socket.Dispose();
    }

    private IActorRef Start(PipeReader input)
    {
        var transport = new Transport(new Duplex(input, _output.Writer));
        var facts = new TransportFacts("127.0.0.1", 1, "127.0.0.1", 2, "http");
        return Watch(Sys.ActorOf(ConnectionActor.Props(transport, _socket, 1, facts, Resources(streams: true)), "connection-1"));
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Transport(IDuplexPipe pipes) : DefaultConnectionContext("lost", pipes, pipes)
    {
        public override void Abort(ConnectionAbortedException abortReason)
        {
        }
    }

    // What a transport's pipe does when the reset arrives between two reads.
    private sealed class Reader(string text) : PipeReader
    {
        private bool _isRead = text.Length == 0;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (_isRead)
                throw new ConnectionResetException("Connection reset by peer");
            _isRead = true;
            return new ValueTask<ReadResult>(new ReadResult(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(text)), isCanceled: false, isCompleted: false));
        }

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void AdvanceTo(SequencePosition consumed)
        {
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
