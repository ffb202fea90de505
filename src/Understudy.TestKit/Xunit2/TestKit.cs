using Akka.Actor.Setup;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base class of xunit tests of actors: one actor system per test (Akka.TestKit.Xunit2.TestKit).</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the log goes, null for the standard output.</summary>
    protected readonly ITestOutputHelper Output = null!; // null says that there is none

    private bool _isDisposed;

    /// <summary>In the system, or in a new one with the default configuration.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output!; // null says that there is none
        InitializeLogger(Sys);
    }

    /// <summary>In a new system of the setup.</summary>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output!; // null says that there is none
        InitializeLogger(Sys);
    }

    /// <summary>In a new system of the configuration.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output!; // null says that there is none
        InitializeLogger(Sys);
    }

    /// <summary>In a new system of the configuration, which is HOCON.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), null, output)
    {
    }

    /// <summary>A configuration that logs all that can be logged.</summary>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>The configuration that every test system falls back to.</summary>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>How tests fail.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Ends the test: calls <see cref="AfterAll"/> and terminates the system.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called when the test is over; terminates the system.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Sends a system's log to <see cref="Output"/>, if there is one.</summary>
    protected void InitializeLogger(ActorSystem system) => StartLogger(system, output => Props.Create(() => new TestOutputLogger(output)));

    /// <summary>Sends a system's log to <see cref="Output"/>, if there is one, with a prefix to each line.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix) =>
        StartLogger(system, output => Props.Create(() => new TestOutputLogger(new PrefixedOutput(output, prefix))));

    /// <summary>Ends the test.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed || !disposing)
            return;
        _isDisposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            ImplicitSender.Clear(Sys);
        }
    }

    private void StartLogger(ActorSystem system, Func<ITestOutputHelper, Props> props)
    {
        if (Output is null)
            return;
        var logger = ((ExtendedActorSystem)system).SystemActorOf(props(Output), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TestKitSettings.DefaultTimeout).GetAwaiter().GetResult();
    }
}
