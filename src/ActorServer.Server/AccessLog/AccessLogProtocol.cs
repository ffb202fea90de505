namespace ActorServer.Server.AccessLog;

/// <summary>What the access log is told, beside the events it subscribes to.</summary>
public static class AccessLogProtocol
{
    /// <summary>Program → access log: write what you hold, then stop yourself.</summary>
    public sealed record Close
    {
        /// <summary>The one value.</summary>
        public static readonly Close Instance = new();
    }
}
