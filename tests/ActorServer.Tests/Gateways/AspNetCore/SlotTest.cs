using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.AspNetCore;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Tests.Gateways.AspNetCore;

/// <summary>One slot with an application of the test's, a probe for its gateway and one for the client's connection.</summary>
public abstract class SlotTest(string config = "") : GatewayTest(config)
{
    internal const int Window = 64 * 1024;

    private protected AspNetCoreSettings Settings { get; init; } = new(
        ".", "app", "", new Dictionary<string, string>(), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5), false, "", Window, 1000);

    private protected IActorRef Slot { get; private set; } = ActorRefs.Nobody;

    private protected long Generation { get; private set; }

    /// <summary>Starts a slot that calls this application.</summary>
    private protected void Serve(RequestDelegate application, ExecutionContext? flow = null)
    {
        var runtime = AspNetCoreRuntime.Of(HostedApplication.Of(new TestApplication(application), flow), ServerLog);
        Slot = Sys.ActorOf(AspNetCoreWorkerActor.Props(1, Settings, runtime, Gateway.Ref), "worker-1");
        Generation = Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling).Generation;
    }

    /// <summary>Has the slot run a request.</summary>
    private protected GatewayRequest Send(string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n", RequestBody? body = null, string id = "request-1") =>
        Send(TestRequests.Parse(head, body, id: id));

    private protected GatewayRequest Send(GatewayRequest request)
    {
        Slot.Tell(Run(request, Generation));
        return request;
    }

    /// <summary>The whole answer of an application that has said all at once.</summary>
    private protected (int Status, string Body) Answer()
    {
        var started = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.True(started.IsLast);
        return (started.Head.Status, Encoding.UTF8.GetString(started.Block.Span));
    }

    /// <summary>Takes an answer as a client does, piece by piece with credit, to its end; one head, and nothing behind the end.</summary>
    private protected string TakeAnswer(GatewayRequest request)
    {
        var answer = new StringBuilder();
        var started = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Take(started.Block);
        for (bool isLast = started.IsLast; !isLast;)
        {
            object message = Connection.ReceiveOne(Ceiling) ?? throw new TimeoutException("The answer does not go on.");
            isLast = message is ExchangeProtocol.Ended;
            if (!isLast)
                Take(Assert.IsType<ExchangeProtocol.Block>(message).Bytes);
        }

        Connection.ExpectNoMsg(TimeSpan.Zero);
        return answer.ToString();

        void Take(ReadOnlyMemory<byte> block)
        {
            answer.Append(Encoding.UTF8.GetString(block.Span));
            Slot.Tell(new ExchangeProtocol.Credit(request.Exchange, block.Length));
        }
    }

    private protected void ExpectFinished(GatewayRequest request) =>
        Assert.Equal(request.Exchange, Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling).Exchange);

    private sealed class TestApplication(RequestDelegate application) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => application(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
