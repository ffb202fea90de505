namespace Samples.sharpapp;

/// <summary>The sample as a request delegate, for any ASP.NET Core server.</summary>
public static class Site
{
    /// <summary>Answers by the map of <see cref="Settings"/>, unless <c>ACTORSERVER_SETTINGS</c> names another class.</summary>
    public static RequestDelegate Application() => ActorServer.Web.Application.Load<Settings>();
}
