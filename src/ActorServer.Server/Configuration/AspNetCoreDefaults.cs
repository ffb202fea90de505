using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Configuration;

/// <summary>The defaults that are other ones for an ASP.NET Core application: <c>actor-server.aspnetcore.defaults</c>, a layer right above reference.conf.</summary>
internal static class AspNetCoreDefaults
{
    private const string Section = "actor-server.aspnetcore.defaults";
    private static readonly string[] Keys = ["gateway.concurrency", "gateway.block-timeout", "gateway.response-window", "application.callable"];

    /// <summary>The layer.</summary>
    /// <param name="config">The merged configuration, in which a HOCON file may say other defaults than reference.conf.</param>
    public static Layer LayerOf(Config config) =>
        Layer.Of("aspnetcore.defaults", "reference.conf", Keys.Select(key => Entry(config, key))) with { IsDefault = true };

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static void Check(Config config)
    {
        var reader = new SettingsReader(config, Section);
        reader.Whole(Keys[0], 1, Settings.GatewaySettings.MostSlots);
        reader.DurationOrOff(Keys[1]);
        reader.SizeInMemory(Keys[2], 4096);
        reader.Text(Keys[3], mayBeEmpty: true);
        reader.ThrowIfRefused();
    }

    private static Entry Entry(Config config, string key)
    {
        var text = KeyTree.TextOf(config.GetValue($"{Section}.{key}"));
        return new Entry($"actor-server.{key}", $"{Section}.{key}", text, Configuration.Entry.Quote(text), $"reference.conf ({Section})");
    }
}
