using ActorServer.Web;

namespace Samples.sharpapp;

/// <summary>The sample's views.</summary>
internal static class Views
{
    /// <summary>Says that the service runs.</summary>
    public static Response Health(Request request) => new(200, "Service is up and healthy");
}
