namespace Akka.TestKit.TestEvent;

/// <summary>Published to put filters into the loggers of a system (Akka.TestKit.TestEvent.Mute).</summary>
public sealed class Mute : INoSerializationVerificationNeeded
{
    /// <summary>With the filters.</summary>
    public Mute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>With the filters.</summary>
    public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
