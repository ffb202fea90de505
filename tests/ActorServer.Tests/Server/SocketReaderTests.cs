using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorServer.Server.Connections.Transport;

namespace ActorServer.Tests.Server;

/// <summary>What a client sends arrives in order and whole, in whatever pieces it is sent, received and consumed; and looking again is possible at any time.</summary>
public sealed class SocketReaderTests : IDisposable
{
    private readonly Socket _server;
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketReader _reader;

    public SocketReaderTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        _client.Connect(listener.LocalEndPoint!);
        _server = listener.Accept();
        _reader = new SocketReader(_server);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_what_comes_before_and_after_it_is_asked(bool isThere)
    {
        ValueTask<ReadResult> read = isThere ? default : _reader.ReadAsync();
        Send("hello");

        Assert.Equal("hello", await Consume(isThere ? _reader.ReadAsync() : read));
    }

    [Fact]
    public async Task Waits_for_more_when_everything_was_looked_at()
    {
        Send("GET / HT");
        ReadResult first = await _reader.ReadAsync();
        _reader.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        ValueTask<ReadResult> read = _reader.ReadAsync();
        Assert.False(read.IsCompleted);

        Send("TP/1.1");
        Assert.Equal("GET / HTTP/1.1", await Consume(read));
    }

    [Fact]
    public async Task Keeps_no_long_buffer_for_a_few_bytes()
    {
        Send(new string('x', 4096));
        await Consume(_reader.ReadAsync());
        Send("one");
        ReadResult first = await _reader.ReadAsync();
        _reader.AdvanceTo(first.Buffer.GetPosition(1), first.Buffer.End);
        Send("two");
        ReadResult second = await _reader.ReadAsync();

        Assert.Equal("netwo"u8.ToArray(), second.Buffer.ToArray());
        Assert.True(MemoryMarshal.TryGetArray(second.Buffer.First, out ArraySegment<byte> kept));
        Assert.InRange(kept.Array!.Length, 5, 8192);
    }

    [Fact]
    public async Task Gives_at_once_what_was_not_looked_at()
    {
        Send("onetwo");
        ReadResult first = await _reader.ReadAsync();
        _reader.AdvanceTo(first.Buffer.GetPosition(3));

        ValueTask<ReadResult> read = _reader.ReadAsync();
        Assert.True(read.IsCompleted);
        Assert.Equal("two", await Consume(read));
    }

    [Fact]
    public async Task Ends_a_read_that_is_cancelled_and_loses_nothing()
    {
        Send("held");
        ReadResult first = await _reader.ReadAsync();
        _reader.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        ValueTask<ReadResult> read = _reader.ReadAsync();
        _reader.CancelPendingRead();

        ReadResult again = await read;
        Assert.Equal((true, false, "held"), (again.IsCanceled, again.IsCompleted, Text(again)));
        _reader.AdvanceTo(again.Buffer.Start, again.Buffer.End);

        // The receive that was under way goes on for the next read.
        ValueTask<ReadResult> next = _reader.ReadAsync();
        Assert.False(next.IsCompleted);
        Send(" and more");
        Assert.Equal("held and more", await Consume(next));
    }

    [Fact]
    public async Task Ends_the_next_read_when_none_is_under_way()
    {
        _reader.CancelPendingRead();
        Assert.True((await _reader.ReadAsync()).IsCanceled);
        Send("x");
        Assert.Equal("x", await Consume(_reader.ReadAsync()));
    }

    [Fact]
    public async Task Takes_what_has_come_behind_a_cancelled_read()
    {
        ValueTask<ReadResult> read = _reader.ReadAsync();
        _reader.CancelPendingRead();
        Assert.True((await read).IsCanceled);
        Send("late");

        Assert.Equal("late", await Consume(_reader.ReadAsync()));
    }

    [Fact]
    public async Task Gives_up_a_read_whose_token_is_cancelled_and_loses_nothing()
    {
        using var patience = new CancellationTokenSource();
        ValueTask<ReadResult> read = _reader.ReadAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _reader.ReadAsync(patience.Token));

        Send("later");
        Assert.Equal("later", await Consume(_reader.ReadAsync()));
    }

    [Fact]
    public async Task Says_when_the_client_has_closed_its_side()
    {
        Send("last");
        _client.Shutdown(SocketShutdown.Send);
        Assert.Equal("last", await Consume(_reader.ReadAsync()));

        ReadResult end = await _reader.ReadAsync();
        Assert.True(end.IsCompleted && end.Buffer.IsEmpty);
        _reader.AdvanceTo(end.Buffer.End);
        Assert.True((await _reader.ReadAsync()).IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Throws_when_the_connection_is_reset(bool isWaiting)
    {
        ValueTask<ReadResult> read = isWaiting ? _reader.ReadAsync() : default;
        _client.LingerState = new LingerOption(true, 0);
        _client.Dispose();

        await Assert.ThrowsAsync<IOException>(async () => await (isWaiting ? read : _reader.ReadAsync()));
    }

    [Fact]
    public async Task Throws_when_its_own_side_is_closed()
    {
        ValueTask<ReadResult> read = _reader.ReadAsync();
        _server.Dispose();

        await Assert.ThrowsAsync<IOException>(async () => await read);
        await Assert.ThrowsAsync<IOException>(async () => await _reader.ReadAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Keeps_every_byte_in_order_whatever_comes_between(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[2_000_000];
        random.NextBytes(bytes);
        Task sending = Task.Run(() =>
        {
            var pace = new Random(seed);
            for (int at = 0; at < bytes.Length;)
            {
                int count = Math.Min(pace.Next(1, pace.Next(2) == 0 ? 100 : 100_000), bytes.Length - at);
                _client.Send(bytes, at, count, SocketFlags.None);
                at += count;
            }

            _client.Shutdown(SocketShutdown.Send);
        });
        int have = 0;
        while (true)
        {
            ValueTask<ReadResult> read = _reader.ReadAsync();
            if (random.Next(4) == 0)
            {
                _reader.CancelPendingRead();
            }

            ReadResult result = await read;
            int length = (int)result.Buffer.Length;
            Assert.True(result.Buffer.ToArray().AsSpan().SequenceEqual(bytes.AsSpan(have, length)), $"Other bytes behind {have}.");
            if (result.IsCompleted && have + length == bytes.Length)
            {
                break;
            }

            int consumed = length > 200_000 ? length : random.Next(length + 1);
            have += consumed;
            SequencePosition at = result.Buffer.GetPosition(consumed);
            _reader.AdvanceTo(at, random.Next(2) == 0 ? result.Buffer.End : at);
        }

        await sending;
    }

    [Fact]
    public async Task Gives_each_of_many_connections_its_own_bytes()
    {
        // Buffers go from one reader to another: none may be handed on while it is still in use.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(64);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async number =>
        {
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Task<Socket> accepting;
            lock (listener)
            {
                accepting = listener.AcceptAsync();
                client.Connect(listener.LocalEndPoint!);
            }

            using Socket server = await accepting;
            var reader = new SocketReader(server);
            byte[] sent = [.. Enumerable.Repeat((byte)number, 3000)];
            for (int round = 0; round < 200; round++)
            {
                ValueTask<ReadResult> read = reader.ReadAsync();
                await client.SendAsync(sent);
                for (int have = 0; have < sent.Length;)
                {
                    ReadResult result = await read;
                    byte[] part = result.Buffer.ToArray();
                    Assert.True(part.AsSpan().IndexOfAnyExcept((byte)number) < 0, $"Bytes of another connection in round {round}.");
                    have += part.Length;
                    reader.AdvanceTo(result.Buffer.End);
                    read = have < sent.Length ? reader.ReadAsync() : default;
                }
            }
        }));
    }

    private void Send(string text) => _client.Send(System.Text.Encoding.ASCII.GetBytes(text));

    private async Task<string> Consume(ValueTask<ReadResult> read)
    {
        ReadResult result = await read;
        string text = Text(result);
        _reader.AdvanceTo(result.Buffer.End);
        return text;
    }

    private static string Text(ReadResult result) => System.Text.Encoding.ASCII.GetString(result.Buffer.ToArray());
}
