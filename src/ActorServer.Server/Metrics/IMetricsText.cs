namespace ActorServer.Server.Metrics;

/// <summary>The server's metrics as text for a scraper; whoever composes the server decides the format.</summary>
internal interface IMetricsText
{
    /// <summary>The metrics as they are now; callable on any thread, also while another call is under way.</summary>
    /// <returns>What the text is, and the text.</returns>
    Task<(string ContentType, ReadOnlyMemory<byte> Text)> WriteAsync();
}
