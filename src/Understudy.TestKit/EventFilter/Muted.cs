using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Filters that swallow events until they are taken out.</summary>
internal sealed class Muted : IUnmutableFilter
{
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    public Muted(ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    {
        _system = system;
        _filters = filters;
        system.EventStream.Publish(new Mute(filters));
    }

    public void Unmute() => _system.EventStream.Publish(new Unmute(_filters));

    public void Dispose() => Unmute();
}
