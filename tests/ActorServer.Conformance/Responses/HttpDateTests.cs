using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Responses;

public class HttpDateTests
{
    [Theory]
    [InlineData("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("1994-11-06T09:49:37.999+01:00", "Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT")]
    [InlineData("2025-01-01T00:00:00+02:00", "Tue, 31 Dec 2024 22:00:00 GMT")]
    public void Formats_a_fixed_date_in_GMT(string moment, string expected)
    {
        Span<byte> bytes = stackalloc byte[HttpDate.Length];
        Assert.Equal(HttpDate.Length, HttpDate.Format(DateTimeOffset.Parse(moment, null), bytes));
        Assert.Equal(expected, Encoding.ASCII.GetString(bytes));
    }

    [Fact]
    public void Needs_29_bytes() =>
        Assert.Throws<ArgumentException>(() => HttpDate.Format(DateTimeOffset.UnixEpoch, new byte[HttpDate.Length - 1]));
}
