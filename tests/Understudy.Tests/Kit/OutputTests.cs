using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit.Abstractions;

namespace Understudy.Tests.Kit;

public sealed class OutputTests
{
    [Fact]
    public void The_log_goes_to_the_output_of_the_test()
    {
        var output = new Lines();
        using var kit = new TestKit("akka.loglevel = INFO, akka.stdout-loglevel = OFF", output);
        kit.Sys.Log.Warning("a line for the reader");
        kit.AwaitCondition(() => output.Contains("a line for the reader"), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_kit_in_a_system_of_ones_own_ends_it_when_it_is_disposed_of()
    {
        var system = ActorSystem.Create("own", "akka.stdout-loglevel = OFF");
        using (var kit = new TestKit(system))
        {
            Assert.Same(system, kit.Sys);
            kit.TestActor.Tell("hello", ActorRefs.NoSender);
            kit.ExpectMsg("hello");
        }

        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_kit_may_name_its_system()
    {
        using var kit = new TestKit(Akka.Configuration.ConfigurationFactory.Empty, "named");
        Assert.Equal("named", kit.Sys.Name);
    }

    private sealed class Lines : ITestOutputHelper
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public bool Contains(string text) => _lines.Any(line => line.Contains(text, StringComparison.Ordinal));

        public void WriteLine(string message) => _lines.Enqueue(message);

        public void WriteLine(string format, params object[] args) => _lines.Enqueue(format);
    }
}
