using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Forwarding;

namespace ActorServer.Server.Connections.Opening;

/// <summary>
/// Reads the header of the PROXY protocol with which every connection must begin. Only trusted peers may send one; who the header names is the connection's peer from
/// then on, and is trusted or not as any peer is.
/// </summary>
/// <param name="trusted">Who may connect.</param>
/// <param name="timeout">How long the header may take.</param>
internal sealed class ProxyOpening(TrustedProxies trusted, TimeSpan timeout) : IConnectionOpening
{
    /// <inheritdoc/>
    public TimeSpan Timeout => timeout;

    /// <inheritdoc/>
    public async ValueTask<OpenedConnection> OpenAsync(OpenedConnection soFar, CancellationToken cancellation)
    {
        if (!trusted.Contains(soFar.Facts))
        {
            throw new InvalidDataException("only trusted proxies may connect where their header is expected (actor-server.proxy.proxy-protocol, actor-server.proxy.trusted-proxies)");
        }

        PipeReader input = soFar.Pipe.Input;
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellation).ConfigureAwait(false);
            ParseStatus status = Take(input, read.Buffer, out ProxyHeader header, out string problem);
            if (status == ParseStatus.Complete)
            {
                return Apply(header, soFar);
            }

            if (status == ParseStatus.Refused)
            {
                throw new InvalidDataException($"{problem} (actor-server.proxy.proxy-protocol)");
            }

            if (read.IsCompleted)
            {
                throw new InvalidDataException("it ended before its header of the PROXY protocol was complete");
            }
        }
    }

    private static ParseStatus Take(PipeReader input, ReadOnlySequence<byte> buffer, out ProxyHeader header, out string problem)
    {
        ReadOnlySequence<byte> room = buffer.Slice(0, Math.Min(buffer.Length, ProxyHeaderReader.Longest));
        ParseStatus status = ProxyHeaderReader.Read(room.IsSingleSegment ? room.FirstSpan : room.ToArray(), out header, out int length, out problem);
        if (status == ParseStatus.Complete)
        {
            // What follows is not examined: whoever reads next is to find it at once.
            input.AdvanceTo(buffer.GetPosition(length));
        }
        else
        {
            input.AdvanceTo(buffer.Start, buffer.End);
        }

        return status;
    }

    private static OpenedConnection Apply(ProxyHeader header, OpenedConnection soFar)
    {
        TransportFacts facts = soFar.Facts;
        string scheme = header.IsSecure ? "https" : facts.Scheme;
        return header switch
        {
            { Kind: ProxyConnection.Own } => soFar,
            { Kind: ProxyConnection.UnknownClient } => soFar with { IsPeerKnown = false, Facts = facts with { Scheme = scheme } },
            { Kind: ProxyConnection.UnixClient } => soFar with { Facts = facts with { RemoteAddress = "", RemotePort = 0, Scheme = scheme } },
            { Kind: ProxyConnection.Client, Source: { } source, Destination: { } destination } => soFar with
            {
                Facts = new TransportFacts(Text(source), source.Port, Text(destination), destination.Port, scheme),
            },
            _ => throw new InvalidOperationException($"No connection of the kind {header}."),
        };
    }

    private static string Text(IPEndPoint end) => end.Address.ToString();
}
