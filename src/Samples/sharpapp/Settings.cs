using ActorServer.Web;

namespace Samples.sharpapp;

/// <summary>The sample's settings.</summary>
public sealed class Settings : ISettings
{
    /// <inheritdoc/>
    public UrlMap UrlMap { get; } = new()
    {
        { "/", Views.Health },
        { "/health", Views.Health },
    };
}
