using System.Net;
using ActorServer.Tests.EndToEnd.AspNetCore;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The limits of a request, at the limit and one beyond it, before any application.</summary>
public abstract class LimitTests(LimitTests.Limited running)
{
    private const int RequestLine = 100;
    private const int HeaderBlock = 200;
    private const int Fields = 5;
    private const int Body = 100_000;

    [Theory]
    [InlineData(RequestLine, HttpStatusCode.OK)]
    [InlineData(RequestLine + 1, HttpStatusCode.RequestUriTooLong)]
    public async Task A_request_line(int length, HttpStatusCode status)
    {
        var rest = "GET /pid? HTTP/1.1".Length;
        Assert.Equal(status, await StatusOfAsync($"GET /pid?{new string('a', length - rest)} HTTP/1.1\r\nHost: h\r\n\r\n"));
    }

    [Theory]
    [InlineData(HeaderBlock, HttpStatusCode.OK)]
    [InlineData(HeaderBlock + 1, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task All_fields_together(int length, HttpStatusCode status)
    {
        var rest = "Host: h\r\nA: \r\n".Length;
        Assert.Equal(status, await StatusOfAsync($"GET /pid HTTP/1.1\r\nHost: h\r\nA: {new string('a', length - rest)}\r\n\r\n"));
    }

    [Theory]
    [InlineData(Fields, HttpStatusCode.OK)]
    [InlineData(Fields + 1, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task The_number_of_fields(int count, HttpStatusCode status)
    {
        Assert.Equal(status, await StatusOfAsync($"GET /pid HTTP/1.1\r\nHost: h\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", count - 1))}\r\n"));
    }

    [Theory]
    [InlineData(Body, HttpStatusCode.OK)]
    [InlineData(Body + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_with_a_length(int length, HttpStatusCode status)
    {
        Assert.Equal(status, await StatusOfAsync($"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{new string('a', length)}"));
    }

    [Theory]
    [InlineData(Body, HttpStatusCode.OK)]
    [InlineData(Body + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_in_chunks(int length, HttpStatusCode status)
    {
        Assert.Equal(status, await StatusOfAsync($"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n{length - 1:x}\r\n{new string('a', length - 1)}\r\n0\r\n\r\n"));
    }

    [Fact]
    public async Task A_body_that_will_be_too_long_is_refused_before_it_comes()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusOfAsync($"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: {Body + 1}\r\n\r\n"));
    }

    private async Task<HttpStatusCode> StatusOfAsync(string request)
    {
        using var wire = await Wire.ConnectAsync(running.Process.Url);
        await wire.SendAsync(request);
        return Enum.Parse<HttpStatusCode>((await wire.ReadHeadAsync()).Split(' ')[1]);
    }

    /// <summary>A fixture with limits that a test can reach, for all tests of a class.</summary>
    public abstract class Limited : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorserver-e2e-");

        protected Limited(ApplicationKind kind)
        {
            var conf = Path.Combine(_folder.FullName, "limits.conf");
            File.WriteAllText(conf, $$"""
                actor-server.connection {
                  max-request-line = {{RequestLine}}B
                  max-header-block = {{HeaderBlock}}B
                  max-fields = {{Fields}}
                  max-body = {{Body}}B
                }
                """);
            Process = ServerProcess.Start(kind, $"concurrency: 1\nhocon: {conf}");
        }

        internal ServerProcess Process { get; }

        public void Dispose()
        {
            Process.Dispose();
            _folder.Delete(recursive: true);
            GC.SuppressFinalize(this);
        }
    }

    [Collection(Processes.Name)]
    public sealed class OnPython(OnPython.Server server) : LimitTests(server), IClassFixture<OnPython.Server>
    {
        public sealed class Server() : Limited(ApplicationKind.Python);
    }

    [Collection(Processes.Name)]
    public sealed class OnAspNetCore(OnAspNetCore.Server server) : LimitTests(server), IClassFixture<OnAspNetCore.Server>
    {
        public sealed class Server() : Limited(ApplicationKind.AspNetCore);
    }
}
