using System.Text.Json.Nodes;

namespace ActorServer.Server.Control;

/// <summary>What the server does for the commands that come over its control socket. Called on any thread, several at a time.</summary>
internal interface IControlCommands
{
    /// <summary>The status, as <c>/status</c> has it.</summary>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<JsonNode> StatusAsync(CancellationToken cancellation);

    /// <summary>Boots the application anew; completes when that has succeeded or failed.</summary>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<JsonNode> ReloadAsync(CancellationToken cancellation);

    /// <summary>What will be waited for when the server is told to stop: said before it is, since it may be gone in a moment.</summary>
    /// <param name="isNow">True waits for nothing.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<JsonNode> AnnounceStopAsync(bool isNow, CancellationToken cancellation);

    /// <summary>Begins to stop, as a signal would.</summary>
    /// <param name="isNow">True waits for nothing.</param>
    void Stop(bool isNow);
}
