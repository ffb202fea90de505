namespace ActorServer.Tests.EndToEnd.Proxies;

/// <summary>Behind HAProxy, as its users configure it: with fields, or with the PROXY protocol.</summary>
[Collection(Processes.Name)]
public sealed class HAProxyTests
{
    private const string Fields = "option forwardfor\n    http-request set-header X-Forwarded-Proto https if { ssl_fc }\n    http-request set-header X-Forwarded-Proto http if !{ ssl_fc }";

    private static readonly (string, string)[] Lies = [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=6.6.6.6;proto=https")];

    [SkippableTheory]
    [InlineData(ApplicationKind.Python, false, true)]
    [InlineData(ApplicationKind.Python, true, false)]
    [InlineData(ApplicationKind.AspNetCore, false, false)]
    [InlineData(ApplicationKind.AspNetCore, true, true)]
    public async Task With_fields_the_application_sees_the_client_and_its_scheme(ApplicationKind kind, bool isUnix, bool isSecure)
    {
        Debian.Require("/usr/sbin/haproxy");
        using var behind = new BehindProxy(kind, isUnix, $"trusted-proxies: {(isUnix ? "unix" : "127.0.0.1")}");
        using FrontProxy haproxy = FrontProxy.HAProxy("http", behind.HAProxyAddress, Fields);
        using HttpClient client = haproxy.ClientOf(isSecure);

        var expected = new Seen(FrontProxy.Client, isSecure ? "https" : "http", client.BaseAddress!.Authority);
        Assert.Equal(expected, await behind.SeeAsync(client));
        Assert.Equal(expected, await behind.SeeAsync(client, "", Lies));
        behind.Server.WaitForOutput($"{FrontProxy.Client} - - ");
    }

    [SkippableTheory]
    [InlineData(ApplicationKind.Python, false, "send-proxy", false)]
    [InlineData(ApplicationKind.Python, true, "send-proxy-v2", false)]
    [InlineData(ApplicationKind.Python, false, "send-proxy-v2-ssl", true)]
    [InlineData(ApplicationKind.AspNetCore, true, "send-proxy", false)]
    [InlineData(ApplicationKind.AspNetCore, false, "send-proxy-v2 proxy-v2-options ssl,cert-cn,ssl-cipher,unique-id,crc32c", true)]
    public async Task With_the_PROXY_protocol_too_and_what_the_client_says_of_itself_is_not_believed(ApplicationKind kind, bool isUnix, string options, bool isSecure)
    {
        Debian.Require("/usr/sbin/haproxy");
        using var behind = new BehindProxy(kind, isUnix, $"trusted-proxies: {(isUnix ? "unix" : "127.0.0.1")}\nproxy-protocol: on");
        using FrontProxy haproxy = FrontProxy.HAProxy("tcp", $"{behind.HAProxyAddress} {options}");
        using HttpClient client = haproxy.ClientOf(isSecure);

        var expected = new Seen(FrontProxy.Client, isSecure ? "https" : "http", client.BaseAddress!.Authority);
        Assert.Equal(expected, await behind.SeeAsync(client));
        Assert.Equal(expected, await behind.SeeAsync(client, "", Lies));
        behind.Server.WaitForOutput($"{FrontProxy.Client} - - ");
    }

    [SkippableFact]
    public async Task With_both_a_proxy_behind_it_says_who_the_client_is()
    {
        Debian.Require("/usr/sbin/haproxy");
        Debian.Require("/usr/sbin/nginx");
        using var behind = new BehindProxy(ApplicationKind.Python, isUnix: false, "trusted-proxies: 127.0.0.1\nproxy-protocol: on");
        using FrontProxy haproxy = FrontProxy.HAProxy("tcp", $"{behind.HAProxyAddress} send-proxy-v2");
        using FrontProxy nginx = FrontProxy.Nginx(
            $"127.0.0.1:{haproxy.Port}", "location / { proxy_pass http://app; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; }");
        using HttpClient client = nginx.ClientOf(isSecure: true);

        Assert.Equal(new Seen(FrontProxy.Client, "https", "127.0.0.1"), await behind.SeeAsync(client));
    }

    [SkippableTheory]
    [InlineData(ApplicationKind.Python, "send-proxy")]
    [InlineData(ApplicationKind.AspNetCore, "send-proxy-v2")]
    public async Task TLS_that_it_passes_through_begins_behind_its_header(ApplicationKind kind, string options)
    {
        Debian.Require("/usr/sbin/haproxy");
        using var behind = new BehindProxy(kind, isUnix: false, "trusted-proxies: 127.0.0.1\nproxy-protocol: on", isSecure: true);
        using FrontProxy haproxy = FrontProxy.HAProxy("tcp", $"{behind.HAProxyAddress} {options}");
        using HttpClient client = haproxy.ClientThrough();

        Assert.Equal(new Seen(FrontProxy.Client, "https", client.BaseAddress!.Authority), await behind.SeeAsync(client, "", Lies));
    }

    [SkippableFact]
    public void Its_checks_of_health_are_its_own_requests()
    {
        Debian.Require("/usr/sbin/haproxy");
        using var behind = new BehindProxy(ApplicationKind.Python, isUnix: false, "trusted-proxies: 127.0.0.1\nproxy-protocol: on");
        using FrontProxy haproxy = FrontProxy.HAProxy(
            "http", $"{behind.HAProxyAddress} send-proxy-v2 check check-send-proxy inter 100ms", back: "option httpchk\n    http-check send meth GET uri /pid ver HTTP/1.1 hdr Host check");

        behind.Server.WaitForOutput("\"GET /pid HTTP/1.1\" 200 ");
        Assert.All(behind.Server.Output, line => Assert.StartsWith("127.0.0.1 - - ", line, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("send-proxy", "trusted-proxies: 10.0.0.0/8\nproxy-protocol: on", "only trusted proxies may connect where their header is expected")]
    [InlineData("", "trusted-proxies: 127.0.0.1\nproxy-protocol: on", "there is no header of the PROXY protocol; got ")]
    public async Task A_connection_without_its_right_or_its_header_is_closed_and_the_log_says_why(string options, string yaml, string reason)
    {
        Debian.Require("/usr/sbin/haproxy");
        using var behind = new BehindProxy(ApplicationKind.Python, isUnix: false, yaml);
        using FrontProxy haproxy = FrontProxy.HAProxy("tcp", $"{behind.HAProxyAddress} {options}");
        using HttpClient client = haproxy.ClientOf(isSecure: false);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/environ"));
        behind.Server.WaitForLog(reason);
        Assert.Empty(behind.Server.Output);
    }

    [SkippableFact]
    public async Task Without_proxy_protocol_its_header_is_a_request_that_is_refused()
    {
        Debian.Require("/usr/sbin/haproxy");
        using var behind = new BehindProxy(ApplicationKind.Python, isUnix: false, "trusted-proxies: 127.0.0.1");
        using FrontProxy haproxy = FrontProxy.HAProxy("tcp", $"{behind.HAProxyAddress} send-proxy");
        using HttpClient client = haproxy.ClientOf(isSecure: false);

        Assert.Equal(400, (int)(await client.GetAsync("/environ")).StatusCode);
        behind.Server.WaitForOutput("\"PROXY TCP4 ");
    }
}
