using ActorServer.AspNetCore;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace ActorServer.Tests.Hosted;

/// <summary>What a host's options, its configuration section and its URLs come to.</summary>
public sealed class HostedConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-tests-").FullName;

    [Fact]
    public void Without_a_word_the_defaults_are_those_of_reference_conf_for_ASP_NET_Core()
    {
        var settings = Read(new ActorServerOptions());
        Assert.Equal(("127.0.0.1", 9989, 1000), (settings.Listener.Address, settings.Listener.Port, settings.Gateway.Concurrency));
        Assert.Null(settings.Gateway.BlockTimeout);
        Assert.NotNull(settings.AspNetCore);
    }

    [Fact]
    public void Every_option_sets_its_key()
    {
        var settings = Read(new ActorServerOptions
        {
            Address = "::1",
            Port = 1,
            Backlog = 2,
            Concurrency = 3,
            QueueSize = 4,
            Timeout = TimeSpan.FromSeconds(5),
            RequestTimeout = TimeSpan.FromMilliseconds(1500),
            DrainTimeout = TimeSpan.Zero,
            AccessLog = "access.log",
            AccessLogFormat = "json",
            Hocon = "actor-server.gateway.retry-after = 7s",
        });
        Assert.Equal(("::1", 1, 2), (settings.Listener.Address, settings.Listener.Port, settings.Listener.Backlog));
        Assert.Equal((3, 4), (settings.Gateway.Concurrency, settings.Gateway.QueueSize));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1500), TimeSpan.FromSeconds(7)), (settings.Gateway.QueueTimeout, settings.Gateway.RequestTimeout, settings.Gateway.RetryAfter));
        Assert.Equal(TimeSpan.Zero, settings.Shutdown.DrainTimeout);
        Assert.Equal((Path.Combine(_folder, "access.log"), AccessLogFormat.Json), (settings.AccessLog.To, settings.AccessLog.Format));
    }

    [Theory]
    [InlineData("5", 5000)]
    [InlineData("1.5", 1500)]
    [InlineData("500ms", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("00:00:05", 5000)]
    public void A_time_in_the_configuration_is_seconds_or_has_a_unit(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Bound(("Timeout", text)).Timeout);

    [Fact]
    public void The_section_sets_every_option()
    {
        var names = typeof(ActorServerOptions).GetProperties().Select(property => property.Name).ToArray();
        var options = Bound([.. names.Select(name => (name, "1"))]);
        Assert.Equal([], options.Problems);
        Assert.All(typeof(ActorServerOptions).GetProperties(), property => Assert.NotNull(property.GetValue(options)));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var options = Bound(("Prot", "1"), ("Concurrency", "many"), ("Timeout", "never"), ("Port", "70000"), ("Backlog:Size", "1"), ("Hocon", "actor-server { gateway.queue-sise = 1, wsgi.python = x }"));
        var refused = Assert.Throws<InvalidOperationException>(() => Read(options));
        Assert.Equal(
            [
                "ActorServer:Backlog: one value is allowed, and it is a section.",
                "ActorServer:Concurrency: \"many\" cannot be used; a whole number is allowed.",
                "ActorServer:Prot: it is not a setting of the server. Did you mean Port?",
                "ActorServer:Timeout: \"never\" cannot be used; a number of seconds is allowed, or a time with its unit, such as 500ms, 30s or 2m.",
                "ActorServer:Hocon: actor-server.wsgi.python is of no use here: the application is the one of this host. Leave it out.",
                "ActorServer:Hocon: actor-server.gateway.queue-sise is not a key of the server. Did you mean actor-server.gateway.queue-size?",
                "ActorServer:Port: Port is \"70000\"; a whole number from 0 to 65535 is allowed (actor-server.listener.port).",
            ],
            refused.Message.Split(Environment.NewLine).Take(7));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5001", "127.0.0.1", 5001)]
    [InlineData("http://localhost:5001", "127.0.0.1", 5001)]
    [InlineData("http://[::1]:5001", "::1", 5001)]
    [InlineData("http://*:5001", "::", 5001)]
    [InlineData("http://+:80", "::", 80)]
    [InlineData("http://example.test", "::", 80)]
    [InlineData("http://unix:/run/app.sock", "unix:/run/app.sock", 9989)]
    public void The_one_URL_of_the_host_is_the_address_when_nothing_else_says_it(string url, string address, int port)
    {
        var listener = Read(new ActorServerOptions(), url).Listener;
        Assert.Equal((address, port), (listener.Address, listener.Port));
    }

    [Theory]
    [InlineData("Port", "1", "127.0.0.1", 1)]
    [InlineData("Address", "::1", "::1", 9989)]
    [InlineData("Hocon", "actor-server.listener.port = 2", "127.0.0.1", 2)]
    [InlineData("Hocon", "actor-server.listener.address = \"::1\"", "::1", 9989)]
    public void An_address_of_the_servers_own_wins_over_the_hosts_URLs(string name, string value, string address, int port)
    {
        var listener = Read(Bound((name, value)), "http://*:5001", "https://*:5002").Listener;
        Assert.Equal((address, port), (listener.Address, listener.Port));
    }

    [Theory]
    [InlineData("urls: there are 2 URLs, http://a, http://b; the server listens on one. Say it with ActorServer:Address and ActorServer:Port.", "http://a", "http://b")]
    [InlineData("urls: https://localhost:1 asks for https; the server speaks http. Put a proxy that ends TLS before it.", "https://localhost:1")]
    [InlineData("urls: http://localhost:1/base has a path; use app.UsePathBase(\"/base\") instead.", "http://localhost:1/base")]
    [InlineData("urls: \"localhost\" is not a URL such as http://127.0.0.1:5000.", "localhost")]
    public void URLs_that_cannot_be_listened_on_are_refused(string message, params string[] urls)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(new ActorServerOptions(), urls));
        Assert.Equal(message, refused.Message);
    }

    [Theory]
    [InlineData(null, null, "off", "stdout")]
    [InlineData("AccessLog", "/a.log", "combined", "/a.log")]
    [InlineData("AccessLogFormat", "json", "json", "stdout")]
    [InlineData("Hocon", "actor-server.access-log.format = json", "json", "stdout")]
    [InlineData("Hocon", "actor-server.access-log.to = /a.log", "combined", "/a.log")]
    public void There_is_an_access_log_where_somebody_asks_for_one(string? name, string? value, string format, string to)
    {
        var log = Read(name is null ? new ActorServerOptions() : Bound((name, value!))).AccessLog; // Both or none.
        Assert.Equal((format, to), (log.Format.ToString().ToLowerInvariant(), log.To));
    }

    [Fact]
    public void HOCON_may_be_a_file_beside_the_application()
    {
        File.WriteAllText(Path.Combine(_folder, "server.conf"), "actor-server.gateway.queue-size = 3");
        Assert.Equal(3, Read(new ActorServerOptions { Hocon = "server.conf" }).Gateway.QueueSize);
        var refused = Assert.Throws<InvalidOperationException>(() => Read(new ActorServerOptions { Hocon = "none.conf" }));
        Assert.StartsWith("ActorServer:Hocon: the HOCON file ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_or_a_module_in_the_content_root_changes_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, "wsgi.py"), "");
        Assert.NotNull(Read(new ActorServerOptions()).AspNetCore);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServerSettings Read(ActorServerOptions options, params string[] urls) => ServerSettings.From(HostedConfiguration.Read(options, urls, _folder).Merged);

    private static ActorServerOptions Bound(params (string Name, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"{ActorServerOptions.Section}:{pair.Name}", (string?)pair.Value)))
            .Build();
        var options = new ActorServerOptions();
        new SectionOptions(configuration.GetSection(ActorServerOptions.Section)).Configure(options);
        return options;
    }
}
