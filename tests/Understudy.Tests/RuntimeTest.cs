using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Understudy.Tests;

/// <summary>
/// One actor system per test. Waits end as soon as their condition holds, so their ceilings are generous: a slow machine makes a test slow, never red.
/// </summary>
public abstract class RuntimeTest : TestKit
{
    /// <summary>Long enough to see something that must not happen if it does happen at once; short enough to be paid in many tests.</summary>
    protected static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(150);

    /// <summary>The ceiling of waits that do not go through an expectation.</summary>
    protected static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);

    private static readonly Config Patient = ConfigurationFactory.ParseString(
        """
        akka.stdout-loglevel = OFF
        akka.test.single-expect-default = 20s
        akka.test.filter-leeway = 20s
        akka.test.default-timeout = 20s
        """);

    protected RuntimeTest(string config = "")
        : base(ConfigurationFactory.ParseString(config).WithFallback(Patient))
    {
    }
}
