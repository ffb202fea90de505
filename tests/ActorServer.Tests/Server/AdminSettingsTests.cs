using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>Where the admin listener and the control socket may be.</summary>
public sealed class AdminSettingsTests
{
    [Theory]
    [InlineData("127.0.0.1:9990", "127.0.0.1", 9990)]
    [InlineData("[::1]:0", "::1", 0)]
    [InlineData("unix:/run/a.sock", "unix:/run/a.sock", 0)]
    public void Takes_an_address_with_its_port(string text, string address, int port)
    {
        ListenerSettings? listener = Admin(text).Listener;
        Assert.Equal((address, port, false), (listener?.Address, listener?.Port, listener?.IsPublic));
    }

    [Fact]
    public void Nothing_is_no_admin_listener() => Assert.Null(Admin("").Listener);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("9990")]
    [InlineData(":9990")]
    [InlineData("127.1:9990")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("localhost:9990")]
    [InlineData("::1:9990")]
    [InlineData("unix:a.sock")]
    [InlineData("off")]
    public void Refuses_what_is_none(string text)
    {
        var error = Assert.Single(Assert.Throws<SettingsException>(() => Admin(text)).Errors);
        Assert.Equal("actor-server.admin.address", error.Key);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("off", true)]
    [InlineData("/run/a.sock", true)]
    [InlineData("a.sock", false)]
    public void A_control_socket_is_an_absolute_path_off_or_nothing(string text, bool isTaken)
    {
        Config config = ConfigurationFactory.ParseString($"actor-server.control.socket = \"{text}\"");
        if (isTaken)
        {
            Assert.Equal(text, ControlSettings.From(config).Socket);
        }
        else
        {
            Assert.Throws<SettingsException>(() => ControlSettings.From(config));
        }
    }

    private static AdminSettings Admin(string text) => AdminSettings.From(ConfigurationFactory.ParseString($"actor-server.admin.address = \"{text}\""));
}
