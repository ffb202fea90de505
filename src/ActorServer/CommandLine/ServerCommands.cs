using System.Text.Json;
using ActorServer.Server.Configuration;
using ActorServer.Server.Control;
using ActorServer.Server.Settings;

namespace ActorServer.CommandLine;

/// <summary>
/// <c>reload</c>, <c>status</c> and <c>stop</c>: find the server that the same file and options would start, by its control socket, and ask it.
/// </summary>
/// <param name="output">Where answers go.</param>
/// <param name="error">Where problems go.</param>
internal sealed class ServerCommands(TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Has the application booted anew, and waits for the outcome.</summary>
    /// <param name="configuration">What names the server.</param>
    public Task<ExitCode> ReloadAsync(LayeredConfiguration configuration) => WithServerAsync(configuration, async server =>
    {
        var answer = await server.AskAsync("reload");
        if ((bool?)answer["done"] == true)
        {
            await output.WriteLineAsync((string?)answer["message"]);
            return ExitCode.Clean;
        }

        if ((string?)answer["traceback"] is { } traceback)
            await error.WriteLineAsync(traceback.TrimEnd());
        await error.WriteLineAsync($"actorserver: {(string?)answer["message"]}");
        return ExitCode.Unable;
    });

    /// <summary>Shows what the server is doing.</summary>
    /// <param name="configuration">What names the server.</param>
    /// <param name="isJson">True for all of it, as JSON.</param>
    public Task<ExitCode> StatusAsync(LayeredConfiguration configuration, bool isJson) => WithServerAsync(configuration, async server =>
    {
        var status = await server.AskAsync("status");
        if (isJson)
            await output.WriteLineAsync(status.ToJsonString(Indented));
        else
            StatusReport.Write(status, output, isTerminal: output == Console.Out && !Console.IsOutputRedirected);
        return ExitCode.Clean;
    });

    /// <summary>Has the server end, and waits until it has.</summary>
    /// <param name="configuration">What names the server.</param>
    /// <param name="isNow">True resets what is under way.</param>
    public Task<ExitCode> StopAsync(LayeredConfiguration configuration, bool isNow) => WithServerAsync(configuration, async server =>
    {
        var answer = await server.AskAsync("stop", isNow);
        await output.WriteLineAsync((string?)answer["message"]);
        await output.FlushAsync();
        await server.WaitForEndAsync((int?)answer["pid"] ?? 0);
        await output.WriteLineAsync("It has ended.");
        return ExitCode.Clean;
    });

    private async Task<ExitCode> WithServerAsync(LayeredConfiguration configuration, Func<ControlClient, Task<ExitCode>> then)
    {
        try
        {
            var settings = ServerSettings.From(configuration.Merged);
            using var server = await ControlClient.ConnectAsync(Paths(settings), isNamed: settings.Control.Socket.Length > 0);
            return await then(server);
        }
        catch (ControlException exception)
        {
            await error.WriteLineAsync($"actorserver: {exception.Message}");
            return ExitCode.Unable;
        }
    }

    private static IReadOnlyList<string> Paths(ServerSettings settings)
    {
        var isUnix = settings.Listener.Address.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal);
        if (settings.Control.Socket.Length == 0 && !isUnix && settings.Listener.Port == 0)
            throw new ControlException("Port 0 lets the system choose the server's port: say which it was, as in --port 40001; its log has it (listening on).");
        var paths = ControlPath.Of(settings.Control, settings.Listener.Address, settings.Listener.Port, Environment.GetEnvironmentVariable);
        return paths.Count > 0 ? paths : throw new ControlException($"The server has no control socket ({ControlPath.Key} is off).");
    }
}
