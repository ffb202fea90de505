using System.Collections.Concurrent;
using System.Threading.Channels;

namespace WebApp;

/// <summary>Gives every subscriber every event that is published while it listens.</summary>
internal sealed class Feed
{
    private readonly ConcurrentDictionary<Channel<string>, bool> _subscribers = new();

    public int Subscribers => _subscribers.Count;

    public Channel<string> Subscribe()
    {
        var channel = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        _subscribers[channel] = true;
        return channel;
    }

    public void Leave(Channel<string> channel) => _subscribers.TryRemove(channel, out _);

    public void Publish(string text)
    {
        foreach (var channel in _subscribers.Keys)
            channel.Writer.TryWrite(text);
    }
}
