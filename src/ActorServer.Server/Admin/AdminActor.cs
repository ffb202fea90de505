using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Admin;

/// <summary>
/// Answers the connections of the admin listener in the place of a gateway (<c>/user/admin</c>), and whoever sends <see cref="AdminProtocol"/>. It promises an answer
/// within a moment whatever the application does: it asks the others by messages, waits for none of them longer than <see cref="Patience"/>, and keeps no queue.
/// </summary>
internal sealed class AdminActor : UntypedActor
{
    /// <summary>How long a page waits for the slowest: a hung actor must not make the admin look hung too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(30);

    // A busy machine may delay the pool's word; one that has been silent for so long does not serve, whatever it said last.
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    private readonly AdminPages _pages;
    private readonly ICanTell _gateway;
    private readonly ICanTell _listener;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // Who waits for the collections of pages under way, without workers and with them: those who come meanwhile share one.
    private List<Action<ServerStatus>> _briefly = [];
    private List<Action<ServerStatus>> _fully = [];
    private PoolStatus? _lastPool;
    private long _lastHeard;
    private bool _isDraining;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public AdminActor(AdminPages pages, ICanTell gateway, ICanTell listener, TimeProvider time, ILogger logger) =>
        (_pages, _gateway, _listener, _time, _logger) = (pages, gateway, listener, time, logger);

    private sealed record Written(GatewayProtocol.Submit To, AdminAnswer Answer);

    private sealed record NotWritten(GatewayProtocol.Submit To, Exception Cause);

    /// <summary>How to build the actor.</summary>
    /// <param name="pages">Writes the answers.</param>
    /// <param name="gateway">The gateway; it need not be there yet.</param>
    /// <param name="listener">The listener of the application's clients; as the gateway.</param>
    /// <param name="time">How old the pool's last word is.</param>
    /// <param name="logger">Takes what a person should know.</param>
    public static Props Props(AdminPages pages, ICanTell gateway, ICanTell listener, TimeProvider time, ILogger logger) =>
        Akka.Actor.Props.Create(() => new AdminActor(pages, gateway, listener, time, logger));

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ServerEvents.Draining));

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GatewayProtocol.Submit submit:
                submit.Connection.Tell(new GatewayProtocol.Dispatched(submit.Request.Exchange, Self, WorkerNumber: 0));
                Serve(submit);
                break;
            case StatusCollector.Collected collected:
                OnCollected(collected);
                break;
            case Written written:
                Answer(written.To, written.Answer);
                break;
            case NotWritten failed:
                ServerLog.AdminPageFailed(_logger, failed.Cause);
                Answer(failed.To, AdminAnswer.Text(500, "This page cannot be written; the log says why."));
                break;
            case AdminProtocol.Collect collect:
                IActorRef asker = Sender;
                Collect(collect.WithWorkers, collect.Patience, [status => asker.Tell(status)]);
                break;
            case ServerEvents.GatewayReady:
                // For nobody: the first page compiles what makes it, and a probe with a deadline is not to wait for that.
                Collect(withWorkers: true, status => Task.Run(() => _pages.Show(status)));
                break;
            case ServerEvents.Draining:
                _isDraining = true;
                break;
            case GatewayProtocol.Withdraw or GatewayProtocol.InputEnded or ExchangeProtocol.Abandon or ExchangeProtocol.Credit:
                // Whoever asked has left: the answer finds nobody.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Serve(GatewayProtocol.Submit submit)
    {
        string path = Encoding.ASCII.GetString(submit.Request.Head.Path);
        if (_pages.Refuse(path, submit.Request.Head.Method) is { } refusal)
        {
            Answer(submit, refusal);
            return;
        }

        switch (path)
        {
            case AdminPages.Live:
                Answer(submit, AdminAnswer.Text(200, "alive"));
                break;
            case AdminPages.Ready:
                Collect(withWorkers: false, status => Answer(submit, Readiness.Of(status.Pool ?? Trusted, _isDraining, _lastPool is not null)));
                break;
            case AdminPages.Status:
                Collect(withWorkers: true, status => Write(submit, Task.Run(() => _pages.Show(status))));
                break;
            case AdminPages.Metrics:
                Write(submit, Task.Run(_pages.ShowMetricsAsync));
                break;
            default:
                throw new InvalidOperationException($"Unknown page {path}.");
        }
    }

    private PoolStatus? Trusted => _time.GetElapsedTime(_lastHeard) < Trust ? _lastPool : null;

    private void Collect(bool withWorkers, Action<ServerStatus> then)
    {
        List<Action<ServerStatus>> waiting = withWorkers ? _fully : _briefly;
        waiting.Add(then);
        if (waiting.Count == 1)
            Collect(withWorkers, Patience, waiting);
    }

    private void Collect(bool withWorkers, TimeSpan patience, List<Action<ServerStatus>> waiting) =>
        Context.ActorOf(StatusCollector.Props(_gateway, _listener, withWorkers, patience, waiting));

    private void OnCollected(StatusCollector.Collected collected)
    {
        if (collected.Pool is not null)
        {
            _lastPool = collected.Pool;
            _lastHeard = _time.GetTimestamp();
        }

        // Who comes from now on gets a newer one.
        if (collected.For == _fully)
            _fully = [];
        if (collected.For == _briefly)
            _briefly = [];
        var status = new ServerStatus(collected.Pool, collected.Listener, collected.Workers, collected.HasWorkers, _isDraining);
        foreach (Action<ServerStatus> then in collected.For)
            then(status);
    }

    private void Write(GatewayProtocol.Submit to, Task<AdminAnswer> page) =>
        page.PipeTo(Self, success: answer => new Written(to, answer), failure: cause => new NotWritten(to, cause));

    private static void Answer(GatewayProtocol.Submit to, AdminAnswer answer) =>
        to.Connection.Tell(new ExchangeProtocol.Started(to.Request.Exchange, answer.Head(), answer.Body, IsLast: true));
}
