using System.Net;
using System.Text;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Requests and answers over real sockets, whatever application answers.</summary>
public abstract class RequestTests(ApplicationKind kind)
{
    [Fact]
    public async Task Echoes_100_kB_byte_for_byte_and_a_chunked_upload()
    {
        using ServerProcess server = ServerProcess.Start(kind);
        using HttpClient client = server.Client();
        byte[] body = new byte[100_000];
        new Random(7).NextBytes(body);

        using HttpResponseMessage plain = await client.PostAsync("/echo", new ByteArrayContent(body));
        Assert.Equal(body, await plain.Content.ReadAsByteArrayAsync());

        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage chunked = await client.SendAsync(request);
        Assert.Equal(body, await chunked.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public void Serves_1000_requests_on_one_connection()
    {
        using ServerProcess server = ServerProcess.Start(kind);
        using System.Net.Sockets.Socket client = server.Connect();
        byte[] request = Encoding.ASCII.GetBytes("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        byte[] buffer = new byte[4096];

        for (int number = 1; number <= 1000; number++)
        {
            client.Send(request);
            var answer = new StringBuilder();
            while (!answer.ToString().EndsWith("\r\n\r\nabc", StringComparison.Ordinal))
            {
                int count = client.Receive(buffer);
                Assert.True(count > 0, $"The connection ended in request {number}.");
                answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }

            Assert.StartsWith("HTTP/1.1 200 ", answer.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers_500_logs_the_failure_with_the_request_id_and_goes_on()
    {
        using ServerProcess server = ServerProcess.Start(kind);
        using HttpClient client = server.Client();
        int[] before = server.WorkerPids();
        client.DefaultRequestHeaders.Add("X-Request-ID", "failing-one");

        using HttpResponseMessage response = await client.GetAsync("/raise");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        server.WaitForLog("failing-one");
        server.WaitForLog(kind == ApplicationKind.Python ? "Traceback" : "   at ");
        server.WaitForLog("this application raises on purpose");
        server.WaitForOutput("\"GET /raise HTTP/1.1\" 500");
        Assert.Equal("abc", await (await client.PostAsync("/echo", new StringContent("abc"))).Content.ReadAsStringAsync());
        Assert.Equal(before.Order(), server.WorkerPids().Order());
    }

    [Collection(Processes.Name)]
    public sealed class OnPython() : RequestTests(ApplicationKind.Python);

    [Collection(Processes.Name)]
    public sealed class OnAspNetCore() : RequestTests(ApplicationKind.AspNetCore);
}
