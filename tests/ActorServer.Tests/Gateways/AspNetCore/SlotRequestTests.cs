using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Tests.Gateways.AspNetCore;

public sealed class SlotRequestTests : SlotTest
{
    private const string Upload = "POST /up HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public void Shows_line_fields_and_ends_of_the_connection()
    {
        Serve(context => context.Response.WriteAsync(string.Join('|',
            context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path, context.Request.QueryString, context.Request.Protocol,
            context.Request.Headers["x-two"].ToString(), context.Request.Headers.ContentLength, context.TraceIdentifier,
            context.Connection.RemoteIpAddress, context.Connection.RemotePort, context.Connection.LocalPort,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget)));

        Send("GET /a%20b/../c?q=%31 HTTP/1.1\r\nHost: example.test:81\r\nX-Two: a\r\nX-Two: b\r\n\r\n", id: "name-1");

        Assert.Equal(
            "GET|http|example.test:81|/c|?q=%31|HTTP/1.1|a,b||name-1|203.0.113.9|40001|9989|/a%20b/../c?q=%31",
            Encoding.ASCII.GetString(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Span));
    }

    [Fact]
    public void Reads_a_body_that_is_there_without_asking()
    {
        Serve(async context => await context.Response.WriteAsync(await new StreamReader(context.Request.Body).ReadToEndAsync()));

        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n", new RequestBody.InMemory("abc"u8.ToArray()));

        Assert.Equal("abc", Encoding.ASCII.GetString(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Span));
    }

    [Fact]
    public void Asks_for_a_body_when_it_is_read_and_again_when_half_the_window_is_used()
    {
        long read = 0;
        Serve(async context =>
        {
            byte[] buffer = new byte[4096];
            for (int count; (count = await context.Request.Body.ReadAsync(buffer)) > 0;)
                read += count;
        });
        GatewayRequest request = Send(Upload, new RequestBody.Streaming(null));
        var settings = Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling);
        Assert.Equal(64 * 1024, settings.Bytes);

        // The limit of the test's settings is 1000 bytes.
        Slot.Tell(new ExchangeProtocol.BodyBlock(request.Exchange, new byte[1000]));
        Slot.Tell(new ExchangeProtocol.BodyEnded(request.Exchange, null));

        ExpectFinished(request);
        Assert.Equal(1000, read);
    }

    [Fact]
    public void Never_has_more_of_a_body_asked_for_than_one_window_ahead()
    {
        var steps = new SemaphoreSlim(0);
        Serve(async context =>
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            byte[] buffer = new byte[16 * 1024];
            do
            {
                await steps.WaitAsync();
            }
            while (await context.Request.Body.ReadAsync(buffer) > 0);
        });
        GatewayRequest request = Send(Upload, new RequestBody.Streaming(null));
        steps.Release();
        Assert.Equal(64 * 1024, Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling).Bytes);
        Slot.Tell(new ExchangeProtocol.BodyBlock(request.Exchange, new byte[64 * 1024]));
        Connection.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        steps.Release();

        Assert.Equal(32 * 1024, Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling).Bytes);
        Slot.Tell(new ExchangeProtocol.BodyEnded(request.Exchange, null));
        steps.Release(10);
        ExpectFinished(request);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void Holds_a_chunked_body_to_the_limit(int size, bool isRefused)
    {
        Serve(context => context.Request.Body.CopyToAsync(Stream.Null));
        GatewayRequest request = Send(Upload, new RequestBody.Streaming(null));
        Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling);

        Slot.Tell(new ExchangeProtocol.BodyBlock(request.Exchange, new byte[size]));
        Slot.Tell(new ExchangeProtocol.BodyEnded(request.Exchange, null));

        Assert.Equal(isRefused ? 413 : 200, Answer().Status);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void Refuses_an_announced_body_over_the_limit_before_it_is_asked_for(int size, bool isRefused)
    {
        Serve(context => context.Request.Body.CopyToAsync(Stream.Null));

        Send($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {size}\r\n\r\n", new RequestBody.Streaming(size));

        if (isRefused)
            Assert.Equal(413, Answer().Status);
        else
            Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling);
    }

    [Fact]
    public async Task Lets_an_application_choose_its_own_limit_before_it_reads()
    {
        var late = new TaskCompletionSource<Exception?>();
        Serve(async context =>
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = 3;
            Task reading = context.Request.Body.CopyToAsync(Stream.Null);
            late.SetResult(Record.Exception(() => context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = 4));
            await reading;
        });

        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n", new RequestBody.InMemory("abcd"u8.ToArray()));

        Assert.Equal(413, Answer().Status);
        Assert.IsType<InvalidOperationException>(await late.Task);
    }

    [Fact]
    public void Throws_into_the_reader_when_the_body_is_broken_and_answers_its_status()
    {
        Serve(context => context.Request.Body.CopyToAsync(Stream.Null));
        GatewayRequest request = Send(Upload, new RequestBody.Streaming(null));

        Slot.Tell(new ExchangeProtocol.BodyFailed(request.Exchange, Refusal.InvalidChunkSize, "not hex"));

        Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling);
        Assert.Equal(400, Answer().Status);
    }

    [Fact]
    public void Gives_trailers_when_the_body_is_read()
    {
        bool wasAvailable = true;
        Serve(async context =>
        {
            wasAvailable = context.Request.CheckTrailersAvailable();
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync(context.Request.GetTrailer("X-Sum").ToString());
        });
        GatewayRequest request = Send(Upload, new RequestBody.Streaming(null));
        Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling);
        var builder = new TrailersBuilder();
        builder.Begin();
        builder.Add("X-Sum", "7");
        builder.TryBuild(out FieldTable? trailers, out _);

        Slot.Tell(new ExchangeProtocol.BodyEnded(request.Exchange, trailers));

        Assert.Equal("7", Encoding.ASCII.GetString(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Span));
        Assert.False(wasAvailable);
    }

    [Fact]
    public void Lets_an_application_replace_the_body_for_itself()
    {
        Serve(async context =>
        {
            context.Request.Body = new MemoryStream("other"u8.ToArray());
            var read = await context.Request.BodyReader.ReadAtLeastAsync(5);
            await context.Response.WriteAsync(Encoding.ASCII.GetString(read.Buffer));
        });

        Send();

        Assert.Equal("other", Encoding.ASCII.GetString(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Span));
    }

    [Fact]
    public void Offers_no_upgrade()
    {
        IHttpUpgradeFeature? upgrade = null;
        Serve(context =>
        {
            upgrade = context.Features.Get<IHttpUpgradeFeature>();
            return Task.CompletedTask;
        });

        ExpectFinished(Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));

        Assert.Null(upgrade);
    }
}
