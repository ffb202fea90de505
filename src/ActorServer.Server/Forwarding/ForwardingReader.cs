using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Forwarding;

/// <summary>
/// Finds out from a trusted proxy's fields whose request it passes on. One for each connection whose peer is trusted; used by its actor alone. Proxies repeat
/// themselves: what was found last is found again by comparing bytes.
/// </summary>
/// <param name="settings">Who is trusted, and in which fields.</param>
/// <param name="peer">The trusted peer.</param>
/// <param name="logger">Takes what is not believed.</param>
internal sealed class ForwardingReader(ProxySettings settings, TransportFacts peer, ILogger logger)
{
    // More is read anew each time: a connection must not grow by what its client's client sends.
    private const int MostRemembered = 1024;

    private byte[] _remembered = [];
    private int _rememberedLength;
    private TransportFacts? _facts;

    /// <summary>The reader for a connection; null where nobody is believed.</summary>
    /// <param name="settings">Who is trusted, and in which fields.</param>
    /// <param name="peer">The connection's peer.</param>
    /// <param name="logger">Takes what is not believed.</param>
    public static ForwardingReader? For(ProxySettings settings, TransportFacts peer, ILogger logger) =>
        settings.Trusted.Contains(peer) ? new ForwardingReader(settings, peer, logger) : null;

    /// <summary>Who the client of a request is, what it asked for and how.</summary>
    /// <param name="head">A request of this connection.</param>
    /// <returns>The same value for the same fields, as long as no others come between; the peer's own where the proxy says nothing.</returns>
    public TransportFacts Read(RequestHead head)
    {
        int length = LengthOf(head.Fields, out bool isXForwarded);
        if (length == 0)
        {
            return peer;
        }

        if (_facts is not null && length == _rememberedLength && IsRemembered(head.Fields))
        {
            return _facts;
        }

        TransportFacts facts = Find(head.Fields, isXForwarded);
        Remember(head.Fields, length, facts);
        return facts;
    }

    private TransportFacts Find(FieldTable fields, bool isXForwarded)
    {
        // A proxy that sets X-Forwarded-* passes on a Forwarded that it does not know, from whomever: one family is believed, and never a mixture of both.
        var found = new ForwardingFacts(settings.Trusted, settings.BelievesHost);
        if (isXForwarded)
        {
            XForwardedFields.Read(fields, ref found);
        }
        else
        {
            ForwardedField.Read(fields, ref found);
        }

        if (found.Unbelievable is { } unbelievable)
        {
            ServerLog.ForwardingIgnored(logger, peer.RemoteAddress, unbelievable);
        }

        return found.ApplyTo(peer);
    }

    private ForwardingKind KindOf(ReadOnlySpan<byte> name) => ForwardingKinds.Of(name, settings.Fields);

    // With a byte for each field, so that no value can pass for two.
    private int LengthOf(FieldTable fields, out bool isXForwarded)
    {
        isXForwarded = false;
        int length = 0;
        for (int index = 0; index < fields.Count; index++)
        {
            if (KindOf(fields.Name(index)) is var kind and not ForwardingKind.None)
            {
                isXForwarded |= kind != ForwardingKind.Forwarded;
                length += 1 + fields.Value(index).Length;
            }
        }

        return length;
    }

    private bool IsRemembered(FieldTable fields)
    {
        ReadOnlySpan<byte> rest = _remembered.AsSpan(0, _rememberedLength);
        for (int index = 0; index < fields.Count; index++)
        {
            ForwardingKind kind = KindOf(fields.Name(index));
            if (kind == ForwardingKind.None)
            {
                continue;
            }

            ReadOnlySpan<byte> value = fields.Value(index);
            if (rest.IsEmpty || rest[0] != (byte)kind || !rest[1..].StartsWith(value))
            {
                return false;
            }

            rest = rest[(1 + value.Length)..];
        }

        return rest.IsEmpty;
    }

    private void Remember(FieldTable fields, int length, TransportFacts facts)
    {
        if (length > MostRemembered)
        {
            return;
        }

        if (_remembered.Length < length)
        {
            _remembered = new byte[Math.Max(length, 64)];
        }

        Span<byte> room = _remembered;
        for (int index = 0; index < fields.Count; index++)
        {
            if (KindOf(fields.Name(index)) is var kind and not ForwardingKind.None)
            {
                room[0] = (byte)kind;
                fields.Value(index).CopyTo(room[1..]);
                room = room[(1 + fields.Value(index).Length)..];
            }
        }

        (_rememberedLength, _facts) = (length, facts);
    }
}
