using System.Net;
using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>What may be said of proxies, and the sentences for what may not.</summary>
public sealed class ProxySettingsTests
{
    [Theory]
    [InlineData("\"\"")]
    [InlineData("[]")]
    public void Nothing_trusts_nobody(string value)
    {
        ProxySettings settings = Read($"trusted-proxies = {value}");
        Assert.True(settings.Trusted.IsEmpty);
        Assert.False(settings.Trusted.Contains(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("\"10.0.0.0/8, 192.0.2.7 ,fd00::/8,::1, unix\"")]
    [InlineData("[\"10.0.0.0/8\", \"192.0.2.7\", \"fd00::/8\", \"::1\", unix]")]
    public void Takes_addresses_networks_and_the_word_unix_as_text_or_list(string value)
    {
        var trusted = Read($"trusted-proxies = {value}").Trusted;
        Assert.True(trusted.IsUnixTrusted);
        foreach (string inside in new[] { "10.0.0.0", "10.255.255.255", "192.0.2.7", "fd00::", "fdff:ffff::1", "::1", "::ffff:10.1.2.3" })
            Assert.True(trusted.Contains(IPAddress.Parse(inside)), inside);
        foreach (string outside in new[] { "9.255.255.255", "11.0.0.0", "192.0.2.6", "192.0.2.8", "fc00::1", "fe00::", "::2", "127.0.0.1", "::10.0.0.1" })
            Assert.False(trusted.Contains(IPAddress.Parse(outside)), outside);
    }

    [Fact]
    public void Everybody_is_said_in_full()
    {
        var trusted = Read("trusted-proxies = \"0.0.0.0/0, ::/0\"").Trusted;
        Assert.True(trusted.Contains(IPAddress.Parse("203.0.113.7")) && trusted.Contains(IPAddress.Parse("2001:db8::1")));
        Assert.False(trusted.IsUnixTrusted);
    }

    [Theory]
    [InlineData("*", "with * every client could say who it is: name the proxies, or say 0.0.0.0/0, ::/0, unix if nobody else can connect")]
    [InlineData("10.0.0.0/8, *", "with * every client could say who it is: name the proxies, or say 0.0.0.0/0, ::/0, unix if nobody else can connect")]
    [InlineData("10.0.0.1/8", "\"10.0.0.1/8\" has bits beyond its prefix: the network is 10.0.0.0/8, the address alone 10.0.0.1")]
    [InlineData("fd00::1/8", "\"fd00::1/8\" has bits beyond its prefix: the network is fd00::/8, the address alone fd00::1")]
    [InlineData("10.0.0.0/33", "the prefix of \"10.0.0.0/33\" has a length from 0 to 32")]
    [InlineData("10.0.0.0/", "the prefix of \"10.0.0.0/\" has a length from 0 to 32")]
    [InlineData("10.0.0.0/-1", "the prefix of \"10.0.0.0/-1\" has a length from 0 to 32")]
    [InlineData("::/129", "the prefix of \"::/129\" has a length from 0 to 128")]
    [InlineData("::ffff:10.0.0.0/104", "\"::ffff:10.0.0.0/104\" is to be written as a network of IPv4 addresses")]
    [InlineData("proxy.example", null)]
    [InlineData("10.1", null)]
    [InlineData("010.0.0.1", null)]
    [InlineData("10.0.0.1,,10.0.0.2", null)]
    [InlineData("10.0.0.1 10.0.0.2", null)]
    [InlineData("unix:/run/a.sock", null)]
    [InlineData("Unix", null)]
    public void Refuses_what_is_neither(string value, string? rule)
    {
        SettingsError error = Assert.Single(Refused($"trusted-proxies = \"{value}\""));
        Assert.Equal(("actor-server.proxy.trusted-proxies", value), (error.Key, error.Value));
        if (rule is null)
            Assert.EndsWith("is none of what is allowed: IP addresses, networks such as 10.0.0.0/8 or fd00::/8, and the word unix, with commas between them; names are not looked up", error.Rule, StringComparison.Ordinal);
        else
            Assert.Equal(rule, error.Rule);
    }

    [Theory]
    [InlineData("any", ForwardingFields.All)]
    [InlineData("x-forwarded", ForwardingFields.XForwarded)]
    [InlineData("forwarded", ForwardingFields.Forwarded)]
    public void Knows_the_families_of_fields(string text, ForwardingFields fields) => Assert.Equal(fields, Read($"forwarding-fields = {text}").Fields);

    [Theory]
    [InlineData("forwarding-fields = none", "forwarding-fields")]
    [InlineData("forwarding-fields = \"\"", "forwarding-fields")]
    [InlineData("forwarded-host = shop.example", "forwarded-host")]
    [InlineData("proxy-protocol = v1", "proxy-protocol")]
    [InlineData("proxy-protocol = on", "proxy-protocol")]
    [InlineData("root-path = shop", "root-path")]
    [InlineData("root-path-stripped = maybe", "root-path-stripped")]
    [InlineData("trusted-proxies { a = b }", "trusted-proxies")]
    [InlineData("trusted-proxies = [ { a = b } ]", "trusted-proxies")]
    public void Refuses_what_cannot_be_used(string setting, string key) => Assert.Equal("actor-server.proxy." + key, Assert.Single(Refused(setting)).Key);

    [Fact]
    public void The_PROXY_protocol_needs_those_who_may_speak_it() =>
        Assert.True(Read("proxy-protocol = on, trusted-proxies = unix").ExpectsHeader);

    private static IReadOnlyList<SettingsError> Refused(string setting) => Assert.Throws<SettingsException>(() => Read(setting)).Errors;

    private static ProxySettings Read(string setting) => ProxySettings.From(
        ConfigurationFactory.ParseString($"actor-server.proxy {{ {setting} }}").WithFallback(ActorServer.Server.Configuration.ReferenceConf.Load().Layer.Config));
}
