using System.Diagnostics;
using Akka.Actor.Setup;
using Akka.Util.Internal;

namespace Akka.TestKit;

/// <summary>
/// An actor system with a test actor, and expectations on what that actor receives (Akka.TestKit.TestKitBase).
/// <para>
/// Each expectation is written once, with a switch for whether it may block: the blocking forms complete on the calling thread and never wait
/// for a pool thread. One test uses a kit from one thread or task at a time.
/// </para>
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly AtomicCounter TestActorNumber = new(0);

    private readonly ITestKitAssertions _assertions;
    private readonly TestInbox _inbox = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;

    /// <summary>In the system, or in a new one with the default configuration.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    /// <summary>In a new system of the setup.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>In a new system of the configuration.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    /// <summary>In the system, or in a new one of the setup.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>The configuration that every test system falls back to.</summary>
    public static Config DefaultConfig => TestKitConfig.Default;

    /// <summary>A configuration that logs all that can be logged.</summary>
    public static Config FullDebugConfig => TestKitConfig.FullDebug;

    /// <summary>The time of the clock, as time since the year 1.</summary>
    public static TimeSpan Now => TimeSpan.FromTicks(DateTime.UtcNow.Ticks);

    /// <summary>The system under test.</summary>
    public ActorSystem Sys { get; private set; } = null!; // InitializeTest, called by every constructor, sets it

    /// <summary>The keys under akka.test.</summary>
    public TestKitSettings TestKitSettings { get; private set; } = null!; // as above

    /// <summary>The actor whose messages the expectations look at; the implicit sender of the test.</summary>
    public IActorRef TestActor { get; private set; } = null!; // as above

    /// <summary>Expectations on what is logged.</summary>
    public EventFilterFactory EventFilter { get; private set; } = null!; // as above

    /// <summary>The log of the system, with the test class as source.</summary>
    public ILoggingAdapter Log { get; private set; } = null!; // as above

    /// <summary>The message of the latest expectation, null when none came.</summary>
    public object LastMessage => _last.Message;

    /// <summary>The sender of <see cref="LastMessage"/>.</summary>
    /// <exception cref="IllegalActorStateException">No message came.</exception>
    public IActorRef LastSender => _last.Sender;

    /// <summary>Whether messages wait that no expectation has taken.</summary>
    public bool HasMessages => _inbox.HasMessages;

    /// <summary>Expectations on what another system logs; it must use <see cref="TestEventListener"/>.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Drops messages for which the function is true, from now on.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => Instruct(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)));

    /// <summary>Drops messages of the type for which the function is true, from now on.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Drops messages of the type, from now on.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    /// <summary>Drops no messages any more.</summary>
    public void IgnoreNoMessages() => Instruct(new TestActor.SetIgnore(null));

    /// <summary>Sets who answers in the test actor's place.</summary>
    public void SetAutoPilot(AutoPilot pilot) => Instruct(new TestActor.SetAutoPilot(pilot));

    /// <summary>Lets the test actor watch the actor; the watch has begun when this returns.</summary>
    public IActorRef Watch(IActorRef actorToWatch) => WatchAsync(actorToWatch).GetAwaiter().GetResult();

    /// <summary>Lets the test actor watch the actor; the watch has begun when the task ends.</summary>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Instructed(new TestActor.Watch(actorToWatch), actorToWatch);

    /// <summary>Ends the test actor's watch over the actor.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch) => UnwatchAsync(actorToUnwatch).GetAwaiter().GetResult();

    /// <summary>Ends the test actor's watch over the actor.</summary>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Instructed(new TestActor.Unwatch(actorToUnwatch), actorToUnwatch);

    /// <summary>Terminates the system under test and waits for it.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    /// <summary>Terminates a system and waits for it; at most 5 seconds (times the time factor) when nothing else is said.</summary>
    /// <exception cref="TimeoutException">It did not end, and this was to be verified.</exception>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var max = duration ?? Dilated(TimeSpan.FromSeconds(5));
        if (system.Terminate().Wait(max))
            return;
        var message = $"The actor system [{system.Name}] has not terminated within {Description.Of(max)}.";
        if (verifySystemShutdown)
            throw new TimeoutException(message);
        system.Log.Warning(message);
    }

    /// <summary>Prepares the kit; called by the constructors.</summary>
    protected void InitializeTest(ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    /// <summary>Prepares the kit; called by the constructors.</summary>
    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", WithDefaults(config));
        if (!Sys.Settings.Config.HasPath("akka.test.timefactor"))
            Sys.Settings.InjectTopLevelFallback(TestKitConfig.Default);
        Sys.RegisterExtension(new TestKitExtension());
        Sys.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(Sys);
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(string.IsNullOrEmpty(testActorName) ? $"testActor{TestActorNumber.IncrementAndGet()}" : testActorName);
        if (this is not TestProbe)
            ImplicitSender.Set(this is INoImplicitSender ? null : (ActorCell)((ActorRefWithCell)TestActor).Underlying);
    }

    private static ActorSystemSetup WithDefaults(ActorSystemSetup setup)
    {
        var given = setup.Get<BootstrapSetup>();
        var bootstrap = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = bootstrap.Config.HasValue ? bootstrap.Config.Value.WithFallback(TestKitConfig.Default) : TestKitConfig.Default;
        return setup.WithSetup(bootstrap.WithConfig(config));
    }

    private void Instruct(object instruction) => TestActor.Tell(instruction, ActorRefs.NoSender);

    private async Task<IActorRef> Instructed(object instruction, IActorRef actor)
    {
        // The test actor runs on this very thread, so the answer is there before anything waits.
        await TestActor.Ask<TestActor.WatchChanged>(instruction, Dilated(TestKitSettings.DefaultTimeout)).ConfigureAwait(false);
        return actor;
    }

    private async Task<MessageEnvelope?> Take(bool blocking, TimeSpan max, CancellationToken cancellation)
    {
        var envelope = await Next(blocking, max, leavesIt: false, cancellation);
        _last = envelope ?? NullMessageEnvelope.Instance;
        _expectedNothing = false;
        return envelope;
    }

    private Task<MessageEnvelope?> Next(bool blocking, TimeSpan max, bool leavesIt, CancellationToken cancellation) =>
        blocking ? Task.FromResult(_inbox.Wait(max, leavesIt, cancellation)) : _inbox.WaitAsync(max, leavesIt, cancellation);

    /// <summary>Fails the test.</summary>
    private UnreachableException Failed(string text)
    {
        _assertions.Fail("{0}", text);
        return new UnreachableException("ITestKitAssertions.Fail must throw.");
    }
}
