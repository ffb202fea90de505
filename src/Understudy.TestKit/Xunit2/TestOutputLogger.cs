using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes the log to the output of a test (Akka.TestKit.Xunit2.Internals.TestOutputLogger).</summary>
public class TestOutputLogger : ReceiveActor
{
    /// <summary>To the output.</summary>
    public TestOutputLogger(ITestOutputHelper output)
    {
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
        Receive<LogEvent>(logEvent =>
        {
            try
            {
                output.WriteLine(logEvent.ToString());
            }
            catch (InvalidOperationException)
            {
                // xunit takes no output of a test that has ended; the last lines of a shutdown come after that.
            }
        });
    }
}
