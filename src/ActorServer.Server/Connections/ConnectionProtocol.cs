namespace ActorServer.Server.Connections;

/// <summary>What a connection is told, beside the answers of the gateway and its workers.</summary>
public static class ConnectionProtocol
{
    /// <summary>Listener → connection: answer what is under way, then close; close now when nothing is.</summary>
    public sealed record Drain
    {
        /// <summary>The one value.</summary>
        public static readonly Drain Instance = new();
    }
}
