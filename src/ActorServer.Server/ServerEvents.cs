namespace ActorServer.Server;

/// <summary>What the tree publishes on the event stream about its own life; the program listens, and so may anyone.</summary>
public static class ServerEvents
{
    /// <summary>The listener holds its address; it accepts when the first worker is ready.</summary>
    /// <param name="Url">What a client would type: <c>http://127.0.0.1:9989</c> or <c>unix:/run/app.sock</c>.</param>
    public sealed record ListenerBound(string Url)
    {
        /// <summary>The other addresses, where several sockets were passed.</summary>
        public IReadOnlyList<string> Further { get; init; } = [];
    }

    /// <summary>The admin listener holds its address, and accepts.</summary>
    /// <param name="Url">What a client would type.</param>
    public sealed record AdminBound(string Url);

    /// <summary>The server begins to drain: whoever asks is told so from now on.</summary>
    public sealed record Draining;

    /// <summary>The address cannot be had; the server cannot start.</summary>
    /// <param name="Message">One sentence: address, cause, the keys that decide.</param>
    public sealed record ListenerFailed(string Message);

    /// <summary>The first worker is ready: requests can be served.</summary>
    public sealed record GatewayReady;

    /// <summary>Somebody has asked for a reload; one <see cref="ReloadEnded"/> follows for each.</summary>
    public sealed record ReloadBegan;

    /// <summary>A reload is over.</summary>
    /// <param name="IsDone">True when the new generation serves, false when nothing has changed.</param>
    /// <param name="Message">One sentence without its full stop.</param>
    public sealed record ReloadEnded(bool IsDone, string Message);

    /// <summary>Every worker failed its very first boot: the application cannot be loaded.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="Traceback">The application's traceback, or null when there is none.</param>
    public sealed record ApplicationLoadFailed(string Reason, string? Traceback);

    /// <summary>The application that was served has ended by itself: the server has nothing to serve any more.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="Traceback">What it failed with, or null when there is none.</param>
    /// <param name="IsFault">True when it failed, false when it stopped itself.</param>
    public sealed record ApplicationEnded(string Reason, string? Traceback, bool IsFault);
}
