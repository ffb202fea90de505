using Akka.Actor;
using ActorServer.Server;
using Microsoft.Extensions.Logging;

namespace ActorServer.Hosting;

/// <summary>
/// Turns what the tree publishes about its life into log lines and, where the server cannot go on, into the run's outcome
/// (<c>/user/lifecycle</c>). The composition subscribes it to <see cref="ServerEvents"/> before anybody can publish, and names to it the
/// actors without which there is no server.
/// </summary>
internal sealed partial class LifecycleActor : UntypedActor
{
    private readonly Outcome _outcome;
    private readonly TaskCompletionSource _bound;
    private readonly Action<string> _ready;
    private readonly ILogger _logger;
    private string _url = "";

    /// <summary>For <c>Props</c> alone: Akka.NET builds actors by their public constructors.</summary>
    public LifecycleActor(Outcome outcome, TaskCompletionSource bound, Action<string> ready, ILogger logger) =>
        (_outcome, _bound, _ready, _logger) = (outcome, bound, ready, logger);

    /// <summary>Composition → lifecycle: without this actor there is no server.</summary>
    /// <param name="Actor">The actor; named before the server is told to stop.</param>
    public sealed record Guard(IActorRef Actor);

    /// <summary>How to build the actor.</summary>
    /// <param name="outcome">Told when the server cannot go on.</param>
    /// <param name="bound">Completed when the address is bound.</param>
    /// <param name="ready">Called with the URL when requests can be served.</param>
    /// <param name="logger">Writes in the listener's name.</param>
    public static Props Props(Outcome outcome, TaskCompletionSource bound, Action<string> ready, ILogger logger) =>
        Akka.Actor.Props.Create(() => new LifecycleActor(outcome, bound, ready, logger));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ServerEvents.ListenerBound listener:
                _url = listener.Url;
                LogBound(_logger, _url);
                _bound.TrySetResult();
                break;
            case ServerEvents.ListenerFailed failed:
                _outcome.End(ExitCode.CannotBind, failed.Message);
                break;
            case ServerEvents.GatewayReady:
                LogListening(_logger, _url);
                _ready(_url);
                break;
            case ServerEvents.ApplicationLoadFailed failed:
                _outcome.End(ExitCode.ApplicationFailed, $"The application cannot be loaded: {failed.Reason}", failed.Traceback);
                break;
            case Guard guard:
                Context.Watch(guard.Actor);
                break;
            case Terminated terminated:
                // While the server stops its outcome is said already, and this is no news.
                _outcome.End(ExitCode.InternalError, $"{terminated.ActorRef.Path} ended by itself; the log says why.");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "bound {Url}; accepts when the first worker is ready")]
    private static partial void LogBound(ILogger logger, string url);

    [LoggerMessage(2, LogLevel.Information, "listening on {Url}")]
    private static partial void LogListening(ILogger logger, string url);
}
