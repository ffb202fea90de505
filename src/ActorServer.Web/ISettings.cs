namespace ActorServer.Web;

/// <summary>
/// What an application is made of. The environment variable <c>ACTORSERVER_SETTINGS</c> names the class that says it, which needs a constructor
/// without parameters.
/// </summary>
public interface ISettings
{
    /// <summary>What answers which path; read once, when the application is loaded.</summary>
    UrlMap UrlMap { get; }
}
