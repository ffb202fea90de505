using System.Net;
using System.Net.Http.Headers;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task A_static_file_has_length_type_tag_and_date()
    {
        using var answer = await Client.GetAsync("/small.txt");
        Assert.Equal((HttpStatusCode.OK, "A small file.\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["Accept-Ranges", "Content-Length", "Content-Type", "ETag", "Last-Modified"], FieldsOf(answer).Select(field => field[..field.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_file_that_the_client_has_is_304()
    {
        using var first = await Client.GetAsync("/small.txt");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/small.txt") { Headers = { IfNoneMatch = { first.Headers.ETag! } } }; // A file has a tag, as the test above says.
        using var second = await Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.NotModified, ""), (second.StatusCode, await second.Content.ReadAsStringAsync()));
        Assert.DoesNotContain(FieldsOf(second), field => field.StartsWith("Content-Length", StringComparison.Ordinal) || field.StartsWith("Transfer-Encoding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, 28, "000000001\n000000002", "bytes 10-28/100000")]
    [InlineData(99_990, null, "000009999\n", "bytes 99990-99999/100000")]
    [InlineData(null, 10, "000009999\n", "bytes 99990-99999/100000")]
    public async Task A_range_of_a_file_is_206(int? from, int? to, string text, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/numbers.txt") { Headers = { Range = new RangeHeaderValue(from, to) } };
        using var answer = await Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, text), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Contains($"Content-Range: {range}", FieldsOf(answer));
        Assert.Contains($"Content-Length: {text.Length}", FieldsOf(answer));
    }

    [Fact]
    public async Task A_range_behind_the_end_is_416()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/numbers.txt") { Headers = { Range = new RangeHeaderValue(100_000, null) } };
        using var answer = await Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Contains("Content-Range: bytes */100000", FieldsOf(answer));
    }

    [Theory]
    [InlineData("/../webapp.dll")]
    [InlineData("/%2e%2e/webapp.dll")]
    [InlineData("/..%2fwebapp.dll")]
    public async Task A_file_outside_the_folder_is_not_served(string target)
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
    }
}
