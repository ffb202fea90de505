using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Hosting;

/// <summary>
/// Turns what the tree publishes about its life into log lines and, where the server cannot go on, into a word to who started it
/// (<c>/user/lifecycle</c>). The composition subscribes it to <see cref="ServerEvents"/> before anybody can publish, and names to it the
/// actors without which there is no server.
/// </summary>
internal sealed partial class LifecycleActor : UntypedActor
{
    private readonly ITreeObserver _observer;
    private readonly TaskCompletionSource<string> _bound;
    private readonly TaskCompletionSource<string> _admin;
    private readonly ILogger _logger;
    private string _url = "";
    private IReadOnlyList<string> _further = [];

    /// <summary>For <c>Props</c> alone: Akka.NET builds actors by their public constructors.</summary>
    public LifecycleActor(ITreeObserver observer, TaskCompletionSource<string> bound, TaskCompletionSource<string> admin, ILogger logger) =>
        (_observer, _bound, _admin, _logger) = (observer, bound, admin, logger);

    /// <summary>Composition → lifecycle: without this actor there is no server.</summary>
    /// <param name="Actor">The actor; named before the server is told to stop.</param>
    public sealed record Guard(IActorRef Actor);

    /// <summary>How to build the actor.</summary>
    /// <param name="observer">Told when requests can be served, and when the server cannot go on.</param>
    /// <param name="bound">Completed with the URL when the address is bound.</param>
    /// <param name="admin">Completed with the admin listener's URL when that is bound.</param>
    /// <param name="logger">Writes in the listener's name.</param>
    public static Props Props(ITreeObserver observer, TaskCompletionSource<string> bound, TaskCompletionSource<string> admin, ILogger logger) =>
        Akka.Actor.Props.Create(() => new LifecycleActor(observer, bound, admin, logger));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ServerEvents.ListenerBound listener:
                _url = listener.Url;
                _further = listener.Further;
                LogBound(_logger, _url);
                _bound.TrySetResult(_url);
                break;
            case ServerEvents.AdminBound admin:
                LogAdmin(_logger, admin.Url);
                _admin.TrySetResult(admin.Url);
                break;
            case ServerEvents.ListenerFailed failed:
                _observer.OnEnded(new TreeEnding(TreeEnd.CannotBind, failed.Message));
                break;
            case ServerEvents.GatewayReady:
                LogListening(_logger, _url);
                foreach (string further in _further)
                    LogListening(_logger, further);
                _observer.OnReady(_url);
                break;
            case ServerEvents.ApplicationLoadFailed failed:
                _observer.OnEnded(new TreeEnding(TreeEnd.ApplicationNotLoaded, $"The application cannot be loaded: {failed.Reason}", failed.Traceback));
                break;
            case ServerEvents.ApplicationEnded ended:
                _observer.OnEnded(new TreeEnding(ended.IsFault ? TreeEnd.ApplicationFailed : TreeEnd.ApplicationStopped, ended.Reason, ended.Traceback));
                break;
            case Guard guard:
                Context.Watch(guard.Actor);
                break;
            case Terminated terminated:
                // While the server stops its end is decided already, and this is no news.
                _observer.OnEnded(new TreeEnding(TreeEnd.Fault, $"{terminated.ActorRef.Path} ended by itself; the log says why."));
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

    [LoggerMessage(3, LogLevel.Information, "admin on {Url}")]
    private static partial void LogAdmin(ILogger logger, string url);
}
