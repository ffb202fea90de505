using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>One line for every answer: <c>actor-server.access-log</c>.</summary>
/// <param name="Format">What a line looks like; off writes none.</param>
/// <param name="To"><see cref="Stdout"/>, or the path of a file to append to.</param>
/// <param name="Buffer">Bytes that may wait for a slow disk or terminal.</param>
public sealed record AccessLogSettings(AccessLogFormat Format, string To, int Buffer)
{
    /// <summary>The value of <see cref="To"/> that means standard output.</summary>
    public const string Stdout = "stdout";

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static AccessLogSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.access-log");
        var to = reader.Text("to");

        // Taken as a path it would make a file called "off", and nobody who writes it means that.
        if (Path.GetFileName(to) == "off")
            reader.Refuse("to", "stdout or the path of a file is allowed; no access log is format = off (app.yaml: access-log-format)");
        var settings = new AccessLogSettings(reader.Choice<AccessLogFormat>("format"), to, reader.SizeInMemory("buffer", 4096));
        reader.ThrowIfRefused();
        return settings;
    }
}
