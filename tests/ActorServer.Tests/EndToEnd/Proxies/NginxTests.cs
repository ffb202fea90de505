using System.Net;

namespace ActorServer.Tests.EndToEnd.Proxies;

/// <summary>Behind nginx, as its users configure it.</summary>
[Collection(Processes.Name)]
public sealed class NginxTests
{
    private const string Fields = """
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        """;

    private static readonly (string, string)[] Lies =
        [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=6.6.6.6;proto=https;host=evil.example"), ("Forwarded", "for=\"6.6.6.6")];

    public static TheoryData<ApplicationKind, bool, bool> Cases =>
        new() { { ApplicationKind.Python, false, false }, { ApplicationKind.Python, true, true }, { ApplicationKind.AspNetCore, false, true }, { ApplicationKind.AspNetCore, true, false } };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task The_application_sees_the_client_and_its_scheme_whatever_that_says_of_itself(ApplicationKind kind, bool isUnix, bool isSecure)
    {
        Debian.Require("/usr/sbin/nginx");
        using var behind = new BehindProxy(kind, isUnix, $"trusted-proxies: {(isUnix ? "unix" : "127.0.0.1")}");
        using FrontProxy nginx = FrontProxy.Nginx(behind.Address, "location / { proxy_pass http://app; " + Fields + " }");
        using HttpClient client = nginx.ClientOf(isSecure);

        var expected = new Seen(FrontProxy.Client, isSecure ? "https" : "http", "127.0.0.1");
        Assert.Equal(expected, await behind.SeeAsync(client));
        Assert.Equal(expected, await behind.SeeAsync(client, "", Lies));
        behind.Server.WaitForOutput($"{FrontProxy.Client} - - ");
        Assert.DoesNotContain(behind.Server.Output, line => line.StartsWith("6.6.6.6", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_Forwarded_field_and_a_forwarded_host_are_believed_too()
    {
        Debian.Require("/usr/sbin/nginx");
        using var behind = new BehindProxy(ApplicationKind.Python, isUnix: false, "trusted-proxies: [127.0.0.0/8]\nforwarded-host: on");
        using FrontProxy nginx = FrontProxy.Nginx(behind.Address, """
            location /x/ { proxy_pass http://app/; proxy_set_header X-Forwarded-For ""; proxy_set_header Forwarded "for=203.0.113.7;proto=https;host=\"shop.example:8443\""; }
            location / { proxy_pass http://app; proxy_set_header X-Forwarded-For "203.0.113.7, $remote_addr"; proxy_set_header X-Forwarded-Host shop.example; }
            """);
        using HttpClient client = nginx.ClientOf(isSecure: false);

        Assert.Equal(new Seen("203.0.113.7", "https", "shop.example:8443"), await behind.SeeAsync(client, "/x"));
        Assert.Equal(new Seen("203.0.113.7", "http", "shop.example"), await behind.SeeAsync(client));
    }

    [SkippableFact]
    public async Task Two_of_them_in_a_row_are_walked_through()
    {
        Debian.Require("/usr/sbin/nginx");
        using var behind = new BehindProxy(ApplicationKind.Python, isUnix: true, "trusted-proxies: unix, 127.0.0.1");
        using FrontProxy inner = FrontProxy.Nginx(behind.Address, """
            location / { proxy_pass http://app; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }
            """);
        using FrontProxy outer = FrontProxy.Nginx($"127.0.0.1:{inner.Port}", "location / { proxy_pass http://app; " + Fields + " }");
        using HttpClient client = outer.ClientOf(isSecure: true);

        Assert.Equal(new Seen(FrontProxy.Client, "https", "127.0.0.1"), await behind.SeeAsync(client, "", ("X-Forwarded-For", "6.6.6.6, 127.0.0.1")));
    }

    [SkippableTheory]
    [InlineData(ApplicationKind.Python)]
    [InlineData(ApplicationKind.AspNetCore)]
    public async Task A_proxy_that_is_not_in_the_list_is_the_client(ApplicationKind kind)
    {
        Debian.Require("/usr/sbin/nginx");
        using var behind = new BehindProxy(kind, isUnix: false, "trusted-proxies: 10.0.0.0/8, unix");
        using FrontProxy nginx = FrontProxy.Nginx(behind.Address, "location / { proxy_pass http://app; " + Fields + " }");
        using HttpClient client = nginx.ClientOf(isSecure: true);

        Assert.Equal(new Seen("127.0.0.1", "http", "127.0.0.1"), await behind.SeeAsync(client));
    }

    [SkippableTheory]
    [InlineData(ApplicationKind.Python, "proxy_pass http://app;", "root-path: /shop")]
    [InlineData(ApplicationKind.Python, "proxy_pass http://app/;", "root-path: /shop\nroot-path-stripped: on")]
    [InlineData(ApplicationKind.AspNetCore, "proxy_pass http://app;", "root-path: /shop")]
    [InlineData(ApplicationKind.AspNetCore, "proxy_pass http://app/;", "root-path: /shop\nroot-path-stripped: on")]
    public async Task An_application_is_mounted_where_its_clients_find_it(ApplicationKind kind, string pass, string yaml)
    {
        Debian.Require("/usr/sbin/nginx");
        using var behind = new BehindProxy(kind, isUnix: true, "trusted-proxies: unix\n" + yaml);
        using FrontProxy nginx = FrontProxy.Nginx(behind.Address, "location /shop/ { " + pass + " " + Fields + " } location /other/ { proxy_pass http://app; }");
        using HttpClient client = nginx.ClientOf(isSecure: false);

        Assert.Equal(new Seen(FrontProxy.Client, "http", "127.0.0.1", "/shop"), await behind.SeeAsync(client, "/shop"));
        if (!yaml.Contains("stripped", StringComparison.Ordinal))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/other/environ")).StatusCode);
            behind.Server.WaitForOutput("\"GET /other/environ HTTP/1.1\" 404 ");
        }
    }
}
