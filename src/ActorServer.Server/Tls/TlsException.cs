using ActorServer.Gateways;

namespace ActorServer.Server.Tls;

/// <summary>A file of <c>actor-server.tls</c> cannot be used.</summary>
/// <param name="error">Key, file and reason.</param>
internal sealed class TlsException(SettingsError error) : Exception(error.Sentence(error.Key))
{
    /// <summary>Key, file and reason.</summary>
    public SettingsError Error => error;
}
