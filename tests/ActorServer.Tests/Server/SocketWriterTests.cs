using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using ActorServer.Server.Connections;

namespace ActorServer.Tests.Server;

/// <summary>What is gathered and what leaves by itself arrives in order and whole, whatever the client's pace.</summary>
public sealed class SocketWriterTests : IDisposable
{
    private readonly Socket _server;
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SocketWriter _writer;

    public SocketWriterTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        _client.Connect(listener.LocalEndPoint!);
        _server = listener.Accept();
        _writer = new SocketWriter(_server);
    }

    [Fact]
    public async Task Sends_what_was_gathered_before_a_block()
    {
        _writer.Write("head "u8);
        _writer.Write("and "u8);
        Assert.Equal(9, _writer.UnflushedBytes);

        Assert.False((await _writer.WriteAsync("block"u8.ToArray())).IsCompleted);

        Assert.Equal(0, _writer.UnflushedBytes);
        Assert.Equal("head and block"u8.ToArray(), await Receive(14));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public async Task Gathers_more_than_its_first_buffer(int length)
    {
        byte[] bytes = Bytes(length);
        for (int at = 0; at < length; at += 1000)
        {
            _writer.Write(bytes.AsSpan(at, Math.Min(1000, length - at)));
        }

        Task<byte[]> received = Receive(length);
        Assert.False((await _writer.FlushAsync()).IsCompleted);
        Assert.Equal(bytes, await received);
    }

    [Fact]
    public async Task Goes_on_when_a_client_begins_to_read_late()
    {
        byte[] first = Bytes(20_000);
        byte[] block = Bytes(16 * 1024 * 1024);
        _writer.Write(first);

        ValueTask<FlushResult> flush = _writer.WriteAsync(block);
        Assert.False(flush.IsCompleted);

        // What is gathered meanwhile is for the next flush.
        _writer.Write("next"u8);
        byte[] received = await Receive(first.Length + block.Length);
        Assert.False((await flush).IsCompleted);
        Assert.Equal(first, received[..first.Length]);
        Assert.Equal(block, received[first.Length..]);

        Assert.False((await _writer.FlushAsync()).IsCompleted);
        Assert.Equal("next"u8.ToArray(), await Receive(4));
    }

    [Fact]
    public async Task Waits_with_both_pieces_while_there_is_room_for_neither()
    {
        // Between sockets of this kind room comes with what is read, and not by itself.
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(listener.LocalEndPoint!);
        File.Delete(path);
        using Socket server = listener.Accept();
        server.SendBufferSize = 64 * 1024;
        server.Blocking = false;
        byte[] before = Bytes(1024 * 1024);
        int sent = 0;
        for (SocketError error = SocketError.Success; error == SocketError.Success;)
        {
            Assert.True(sent < before.Length);
            sent += server.Send(before.AsSpan(sent), SocketFlags.None, out error);
        }

        var writer = new SocketWriter(server);
        writer.Write("head "u8);
        ValueTask<FlushResult> flush = writer.WriteAsync("and block"u8.ToArray());
        Assert.False(flush.IsCompleted);

        byte[] received = await Receive(client, sent + 14);
        Assert.False((await flush).IsCompleted);
        Assert.Equal(before[..sent], received[..sent]);
        Assert.Equal("head and block"u8.ToArray(), received[sent..]);
    }

    [Fact]
    public async Task Says_so_when_the_client_leaves_in_the_middle()
    {
        ValueTask<FlushResult> flush = _writer.WriteAsync(Bytes(16 * 1024 * 1024));
        Assert.False(flush.IsCompleted);

        _client.LingerState = new LingerOption(true, 0);
        _client.Dispose();

        Assert.True((await flush).IsCompleted);
        Assert.True((await _writer.WriteAsync("more"u8.ToArray())).IsCompleted);
    }

    [Fact]
    public async Task Says_so_when_the_socket_is_closed()
    {
        _server.Dispose();
        _writer.Write("too late"u8);
        Assert.True((await _writer.FlushAsync()).IsCompleted);
    }

    [Fact]
    public async Task Flushes_nothing_when_nothing_was_gathered() => Assert.False((await _writer.FlushAsync()).IsCompleted);

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private Task<byte[]> Receive(int length) => Receive(_client, length);

    private static async Task<byte[]> Receive(Socket client, int length)
    {
        byte[] received = new byte[length];
        await new NetworkStream(client).ReadExactlyAsync(received).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return received;
    }
}
