using ActorServer.Configuration;

namespace ActorServer.Hosting;

/// <summary>Composes and runs the server.</summary>
internal static class ServerHost
{
    /// <summary>Runs until the server is told to stop.</summary>
    public static Task<ExitCode> RunAsync(string file, ServerConfiguration configuration) => Task.FromResult(ExitCode.Clean);
}
