namespace ActorServer.Server.Settings;

/// <summary>Which gateway runs the application.</summary>
internal enum GatewayKind
{
    /// <summary>The one that fits the module.</summary>
    Auto,

    /// <summary>Python processes.</summary>
    Wsgi,

    /// <summary>Slots that call an application in the server's own process.</summary>
    AspNetCore,
}
