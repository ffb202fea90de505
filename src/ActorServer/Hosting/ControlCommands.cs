using System.Globalization;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Hosting;
using ActorServer.Gateways;
using ActorServer.Server.Admin;
using ActorServer.Server.Control;
using ActorServer.Server.Gateway;
using ActorServer.Server.Tls;

namespace ActorServer.Hosting;

/// <summary>Does what comes over the control socket, by asking the actors.</summary>
/// <param name="actors">Knows the gateway and the admin.</param>
/// <param name="status">Writes the status.</param>
/// <param name="certificates">Read again with a reload; null where there is no TLS.</param>
/// <param name="isReloadable">True when the application can be loaded anew.</param>
/// <param name="signals">Stops the server.</param>
/// <param name="drainTimeout">How long a drain may take.</param>
internal sealed class ControlCommands(IReadOnlyActorRegistry actors, StatusJson status, TlsCertificates? certificates, bool isReloadable, StopSignals signals, TimeSpan drainTimeout) : IControlCommands
{
    private const string OnlyCertificates = "the certificates are the new ones; an ASP.NET Core application is loaded anew by a restart of the server only";
    private const string StopName = "actorserver stop";

    // A person rather waits a moment on a busy machine than sees half of the workers.
    private static readonly TimeSpan WorkerPatience = TimeSpan.FromSeconds(1);

    // When the actors have ended already nobody answers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<JsonNode> StatusAsync(CancellationToken cancellation)
    {
        try
        {
            return JsonNode.Parse(status.Write(await CollectAsync(withWorkers: true, cancellation)).Span) ?? new JsonObject();
        }
        catch (AskTimeoutException)
        {
            return Error("The server is about to end.");
        }
    }

    /// <inheritdoc/>
    public async Task<JsonNode> ReloadAsync(CancellationToken cancellation)
    {
        if (!actors.TryGet<GatewayActor>(out var gateway))
            return Error("The server is starting: there is nothing to reload yet.");
        // Files are read: not on a thread that waits for sockets.
        await Task.Yield();

        // Certificates and application have nothing to do with each other: what can be loaded is, and what cannot is told.
        var problem = certificates?.Reload();
        if (certificates is not null && !isReloadable)
            return new JsonObject { ["done"] = problem is null, ["message"] = problem is null ? OnlyCertificates : $"the certificates are still the old ones: {problem}" };
        var ended = gateway.WatchAsync(cancellation);
        var reloaded = gateway.Ask<GatewayProtocol.Reloaded>(GatewayProtocol.Reload.Instance, Timeout.InfiniteTimeSpan, cancellation);
        await Task.WhenAny(reloaded, ended);
        if (!reloaded.IsCompleted)
            return Error("The server stops: nothing was reloaded.");
        var answer = await reloaded;
        var message = problem is null ? answer.Message : $"{answer.Message}, but the certificates are still the old ones: {problem}";
        return new JsonObject { ["done"] = answer.IsDone && problem is null, ["message"] = message, ["traceback"] = answer.Traceback };
    }

    /// <inheritdoc/>
    public async Task<JsonNode> AnnounceStopAsync(bool isNow, CancellationToken cancellation)
    {
        var drain = drainTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var how = isNow ? "stops now; what is under way is reset" : $"takes nothing new, and has at most {drain} s for what is under way";
        return new JsonObject { ["pid"] = Environment.ProcessId, ["message"] = $"Process {Environment.ProcessId} {how}{await UnderWayAsync(cancellation)}." };
    }

    /// <inheritdoc/>
    public void Stop(bool isNow)
    {
        if (isNow)
            signals.Now(StopName);
        else
            signals.Drain(StopName);
    }

    private async Task<string> UnderWayAsync(CancellationToken cancellation)
    {
        try
        {
            var pool = (await CollectAsync(withWorkers: false, cancellation)).Pool;
            return pool is null ? "" : string.Create(CultureInfo.InvariantCulture, $": {pool.Busy} busy worker(s), {pool.Queued} waiting request(s)");
        }
        catch (AskTimeoutException)
        {
            return "";
        }
    }

    private Task<ServerStatus> CollectAsync(bool withWorkers, CancellationToken cancellation) =>
        actors.Get<AdminActor>().Ask<ServerStatus>(new AdminProtocol.Collect(withWorkers, WorkerPatience), Patience, cancellation);

    private static JsonObject Error(string sentence) => new() { ["error"] = sentence };
}
