using System.Collections.Frozen;

namespace ActorServer.Server.Metrics;

/// <summary>Attributes of OpenTelemetry's semantic conventions for HTTP servers. Values are made once: a tag is an object.</summary>
internal static class HttpTags
{
    public const string Method = "http.request.method";
    public const string Status = "http.response.status_code";
    public const string Scheme = "url.scheme";
    public const string Version = "network.protocol.version";

    // A client may invent methods without end, and each would be a time series of its own.
    private const string OtherMethod = "_OTHER";

    private const int FirstStatus = 100;

    private static readonly FrozenSet<string> Methods = FrozenSet.Create(
        StringComparer.Ordinal, "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private static readonly object[] Statuses = [.. Enumerable.Range(FirstStatus, 900).Select(status => (object)status)];

    /// <summary>The method when it is one of RFC 9110 or RFC 5789, else <c>_OTHER</c>.</summary>
    public static string MethodOf(string? method) => method is not null && Methods.Contains(method) ? method : OtherMethod;

    /// <summary>The status as an object.</summary>
    public static object StatusOf(int status) => status is >= FirstStatus and < 1000 ? Statuses[status - FirstStatus] : status;
}
