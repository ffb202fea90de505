namespace Akka.TestKit;

/// <summary>The keys under akka.test (Akka.TestKit.TestKitSettings).</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Read from a system's configuration.</summary>
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout");
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default");
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway");
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug");
        if (TestTimeFactor <= 0)
            throw new ConfigurationException($"akka.test.timefactor is {TestTimeFactor}; it must be more than 0.");
    }

    /// <summary>How long the kit's own questions to actors may take.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long an expectation waits outside of Within, before <see cref="TestTimeFactor"/>.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long EventFilter waits for events after its block has ended.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What all waits are multiplied by.</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether the kit logs its own steps.</summary>
    public bool LogTestKitCalls { get; }
}
