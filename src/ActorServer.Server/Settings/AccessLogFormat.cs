namespace ActorServer.Server.Settings;

/// <summary>What a line of the access log looks like.</summary>
public enum AccessLogFormat
{
    /// <summary>No lines.</summary>
    Off,

    /// <summary>The combined format of Apache and nginx, with the server's own facts behind it.</summary>
    Combined,

    /// <summary>One JSON object a line.</summary>
    Json,
}
