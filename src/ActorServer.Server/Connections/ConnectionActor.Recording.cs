using ActorServer.Http;

namespace ActorServer.Server.Connections;

/// <content>What the metrics learn of requests.</content>
public sealed partial class ConnectionActor
{
    private void RecordBegin(Exchange exchange)
    {
        // Who begins to listen in the middle must not see an end without a beginning.
        if (_shared.Metrics is { CountsRequests: true } metrics)
        {
            exchange.IsCounted = true;
            metrics.ActiveRequest(1, exchange.Head.Method, exchange.Facts.Scheme);
        }
    }

    private void Record(RequestHead? head, int status, TimeSpan elapsed)
    {
        if (_shared.Metrics is not { } metrics)
        {
            return;
        }

        metrics.Answered(elapsed, head?.Method, head?.MinorVersion, status, (_exchange?.Facts ?? _facts).Scheme);
        if (_exchange is not { } exchange)
        {
            return;
        }

        if (exchange.IsCounted)
        {
            metrics.ActiveRequest(-1, exchange.Head.Method, exchange.Facts.Scheme);
        }

        if (exchange.SubmittedAt != 0)
        {
            metrics.Waited(exchange.Waited);
        }
    }
}
