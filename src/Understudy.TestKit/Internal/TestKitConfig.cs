namespace Akka.TestKit.Internal;

/// <summary>The kit's part of the reference configuration.</summary>
internal static class TestKitConfig
{
    public static readonly Config Default = ConfigurationFactory.ParseString(
        """
        akka {
          # Prints like the default logger, and knows the filters of EventFilter.
          loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
          test {
            # All waits are multiplied by this: more than 1 for slow machines.
            timefactor = 1.0
            # How long EventFilter waits for events after its block has ended.
            filter-leeway = 3s
            # How long an expectation waits outside of Within.
            single-expect-default = 3s
            # How long the kit's own questions to actors may take.
            default-timeout = 5s
            calling-thread-dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
              throughput = 2147483647
            }
            test-actor.dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
              throughput = 2147483647
            }
          }
        }
        """);

    public static readonly Config VirtualTime = ConfigurationFactory
        .ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
        .WithFallback(Default);

    public static readonly Config FullDebug = ConfigurationFactory.ParseString(
        """
        akka {
          log-dead-letters-during-shutdown = true
          log-dead-letters = true
          loglevel = DEBUG
          stdout-loglevel = DEBUG
          actor.debug {
            receive = true
            autoreceive = true
            lifecycle = true
            event-stream = true
            unhandled = true
            fsm = true
            router-misconfiguration = true
          }
        }
        """);
}
