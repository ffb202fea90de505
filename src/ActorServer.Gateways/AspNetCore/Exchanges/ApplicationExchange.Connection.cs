using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>Who talks to whom, and the request's name. Nothing is read before an application asks.</summary>
internal abstract partial class ApplicationExchange : IHttpConnectionFeature, IHttpRequestIdentifierFeature
{
    // What an application said instead, for this request: a middleware behind a proxy does.
    private ConnectionFacts? _facts;
    private string? _traceIdentifier;

    private ConnectionFacts Facts => _facts ??= new ConnectionFacts(_request);

    string IHttpConnectionFeature.ConnectionId { get => Facts.Id; set => Facts.Id = value; }

    IPAddress? IHttpConnectionFeature.RemoteIpAddress { get => Facts.RemoteAddress; set => Facts.RemoteAddress = value; }

    IPAddress? IHttpConnectionFeature.LocalIpAddress { get => Facts.LocalAddress; set => Facts.LocalAddress = value; }

    int IHttpConnectionFeature.RemotePort { get => Facts.RemotePort; set => Facts.RemotePort = value; }

    int IHttpConnectionFeature.LocalPort { get => Facts.LocalPort; set => Facts.LocalPort = value; }

    string IHttpRequestIdentifierFeature.TraceIdentifier { get => _traceIdentifier ?? _request.Id; set => _traceIdentifier = value; }

    private sealed class ConnectionFacts(GatewayRequest request)
    {
        // The high half of an exchange's number is its connection's.
        public string Id { get; set; } = string.Create(CultureInfo.InvariantCulture, $"connection-{request.Exchange >> 32}");

        public IPAddress? RemoteAddress { get; set; } = Parse(request.Transport.RemoteAddress);

        public IPAddress? LocalAddress { get; set; } = Parse(request.Transport.LocalAddress);

        public int RemotePort { get; set; } = request.Transport.RemotePort;

        public int LocalPort { get; set; } = request.Transport.LocalPort;

        // A Unix-domain socket has a path or nothing.
        private static IPAddress? Parse(string text) => IPAddress.TryParse(text, out var address) ? address : null;
    }
}
