using System.Text;
using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>How <c>actorserver reload</c>, <c>status</c> and <c>stop</c> reach their server: <c>actor-server.control</c>.</summary>
/// <param name="Socket">The path of the control socket, empty for the one in the runtime directory, or <see cref="Off"/>.</param>
public sealed record ControlSettings(string Socket)
{
    /// <summary>The value of <see cref="Socket"/> that means none.</summary>
    public const string Off = "off";

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ControlSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.control");
        var socket = reader.Text("socket", mayBeEmpty: true);
        if (socket is not ("" or Off) && (!Path.IsPathRooted(socket) || Encoding.UTF8.GetByteCount(socket) > ListenerSettings.LongestUnixPath))
            reader.Refuse("socket", $"a path of at most {ListenerSettings.LongestUnixPath} bytes, or off is allowed; nothing for one in the runtime directory");
        reader.ThrowIfRefused();
        return new ControlSettings(socket);
    }
}
