using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task A_form_arrives()
    {
        using var form = new FormUrlEncodedContent([new("name", "Jürgen & co"), new("tag", "a"), new("tag", "b")]);
        using var answer = await Client.PostAsync("/form", form);
        var fields = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("Jürgen & co", fields.GetProperty("name")[0].GetString());
        Assert.Equal(["a", "b"], fields.GetProperty("tag").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task Uploaded_files_arrive_with_name_type_and_content()
    {
        // The second is larger than what is kept in memory by the framework or by a server.
        byte[][] contents = ["small"u8.ToArray(), RandomNumberGenerator.GetBytes(3 * 1024 * 1024)];
        using var form = new MultipartFormDataContent { { new StringContent("a note"), "note" } };
        for (var number = 0; number < contents.Length; number++)
        {
            var file = new ByteArrayContent(contents[number]) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-test") } };
            form.Add(file, $"file{number}", $"name {number}.bin");
        }

        using var answer = await Client.PostAsync("/files", form);

        var seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("a note", seen.GetProperty("note").GetString());
        Assert.Equal(
            contents.Select((content, number) => ($"file{number}", $"name {number}.bin", "application/x-test", content.Length, Convert.ToHexString(SHA256.HashData(content)))),
            seen.GetProperty("files").EnumerateArray().Select(file => (
                file.GetProperty("name").GetString()!, // A missing one differs from what is expected.
                file.GetProperty("fileName").GetString()!,
                file.GetProperty("type").GetString()!,
                file.GetProperty("length").GetInt32(),
                file.GetProperty("sha256").GetString()!)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(70_000, false)]
    [InlineData(70_000, true)]
    [InlineData(2_000_000, false)]
    [InlineData(2_000_000, true)]
    public async Task Bytes_come_back_as_they_were_sent(int length, bool isChunked)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-test");
        request.Headers.TransferEncodingChunked = isChunked;
        using var answer = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([$"Content-Length: {length}", "Content-Type: application/x-test"], FieldsOf(answer));
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await answer.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task A_chunked_body_without_chunks_is_empty()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        Assert.Equal(["Content-Length: 0"], FieldsOf(await wire.ReadHeadAsync()));
    }

    [Fact]
    public async Task A_download_of_ten_megabytes_is_whole()
    {
        using var answer = await Client.GetAsync("/download?megabytes=10", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(["Content-Length: 10485760", "Content-Type: application/octet-stream"], FieldsOf(answer));
        await using var body = await answer.Content.ReadAsStreamAsync();
        Assert.Equal(await TextOfAsync("/download/sha256?megabytes=10"), Convert.ToHexString(await SHA256.HashDataAsync(body)));
    }

    [Fact]
    public async Task An_upload_of_ten_megabytes_is_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(10 * 1024 * 1024);
        using var answer = await Client.PostAsync("/count", new ByteArrayContent(bytes));
        Assert.Equal($$"""{"bytes":10485760,"sha256":"{{Convert.ToHexString(SHA256.HashData(bytes))}}"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_early_answer_does_not_wait_for_the_body()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nthe beginning");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
        await wire.ReadUntilAsync("5\r\nearly\r\n");
    }

    [Fact]
    public async Task A_body_that_nobody_read_does_not_disturb_the_next_request()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 30000\r\n\r\n{new string('G', 30_000)}GET /orders/7 HTTP/1.1\r\nHost: a\r\n\r\n");
        await wire.ReadUntilAsync("5\r\nearly\r\n0\r\n\r\n");
        await wire.ReadUntilAsync("""{"id":7}""");
    }

    [Fact]
    public async Task A_trailer_of_the_request_is_seen_behind_its_body()
    {
        Assert.Contains("Wiki abc", await TrailersAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trailer_of_the_response_is_sent_where_the_server_has_them()
    {
        Assert.Equal(Differences.SendsTrailers, (await TrailersAsync()).EndsWith("\r\n0\r\nX-Length: 4\r\n\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_expects_100_gets_it_when_the_application_reads()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await wire.ReadHeadAsync());
        await wire.SendAsync("Wiki");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
        await wire.ReadUntilAsync("Wiki");
    }

    [Fact]
    public async Task A_client_that_expects_100_gets_the_answer_when_the_application_does_not_read()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
    }

    private async Task<string> TrailersAsync()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /trailers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nWiki\r\n0\r\nX-Checksum: abc\r\n\r\n");
        return (await wire.ReadToEndAsync()).Text;
    }
}
