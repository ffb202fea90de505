using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>The slot between the end of a process's channel and the end of its actor.</summary>
public sealed class WsgiWorkerLossTests : WorkerPoolTest
{
    [Fact]
    public void Returns_a_request_that_crosses_the_news_of_the_loss()
    {
        var born = ReadyProcess();
        var received = Send(born);
        var crossing = Send(born);

        Say(born, new ProcessProtocol.Lost(born.Generation, [received.Exchange]));

        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, born.Generation, crossing, Connection.Ref), Ceiling);
        Connection.ExpectMsg(new ExchangeProtocol.Failed(received.Exchange, Refusal.WorkerDied), Ceiling);
        Kill(born);
        ExpectBirthAfterBackOff();
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Does_not_take_a_process_for_settled_whose_channel_has_ended_before()
    {
        var born = ReadyProcess();
        Say(born, new ProcessProtocol.Lost(born.Generation, []));
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);

        Time.Advance(Settings.EarlyDeath);
        Kill(born, "exited with code 3");

        Gateway.ExpectMsg(new WorkerProtocol.DiedEarly(Number, "exited with code 3", null), Ceiling);
    }

    private void ExpectBirthAfterBackOff()
    {
        Gateway.ExpectMsg<WorkerProtocol.DiedEarly>(Ceiling);
        AwaitLog("the next start is in");
        Time.Advance(TimeSpan.FromSeconds(10));
        ExpectBirth();
    }
}
