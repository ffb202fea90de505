namespace Akka.TestKit.Configs;

/// <summary>Configurations to start a test with (Akka.TestKit.Configs.TestConfigs).</summary>
public static class TestConfigs
{
    /// <summary>The kit's own defaults.</summary>
    public static Config DefaultConfig => TestKitConfig.Default;

    /// <summary>The defaults with virtual time: see <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig => TestKitConfig.VirtualTime;
}
