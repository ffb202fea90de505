namespace Akka.TestKit.TestEvent;

/// <summary>Published to take filters out of the loggers of a system (Akka.TestKit.TestEvent.Unmute).</summary>
public sealed class Unmute : INoSerializationVerificationNeeded
{
    /// <summary>With the filters.</summary>
    public Unmute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>With the filters.</summary>
    public Unmute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
