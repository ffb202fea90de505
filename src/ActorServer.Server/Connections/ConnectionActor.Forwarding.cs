using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Forwarding;

namespace ActorServer.Server.Connections;

/// <summary>What a proxy in front changes: who the client is, and where the application is mounted.</summary>
public sealed partial class ConnectionActor
{
    private ForwardingReader? _forwarding;
    private int _rootLength;

    // The peer is known: the accepted socket's, or the one that the PROXY protocol names.
    private void BeginForwarding()
    {
        bool isKnown = _opened?.IsPeerKnown ?? true;
        _forwarding = isKnown ? ForwardingReader.For(_shared.Proxy, _facts, _shared.Logger) : null;
        _parser.Kept = _shared.KeepsForwarded ? ForwardingFields.All : _forwarding is null ? ForwardingFields.None : _shared.Proxy.Fields;
    }

    private void RefuseOutside(RequestHead head)
    {
        _rootLength = 0;
        _body.Begin(head);
        _exchange = NewExchange(head);
        Refuse(Refusal.OutsideRootPath, $"The path {LogText.Quote(head.Path)} is outside of {Gateways.SettingsError.Quote(_shared.Proxy.Root.Text)} (actor-server.proxy.root-path).");
    }

    private GatewayRequest RequestOf(Exchange exchange, RequestBody body) =>
        new(exchange.Number, exchange.Id, exchange.Head, body, exchange.Facts) { RootPath = _shared.Proxy.Root.Text, RootLength = exchange.RootLength };
}
