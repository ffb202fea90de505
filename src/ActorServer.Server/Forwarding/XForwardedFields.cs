using ActorServer.Http;

namespace ActorServer.Server.Forwarding;

/// <summary>Reads X-Forwarded-For, -Proto, -Host and -Port.</summary>
internal static class XForwardedFields
{
    /// <summary>
    /// The client is the right-most hop of X-Forwarded-For that is not trusted. Of the other three the last value counts: it is the one that surely a trusted proxy
    /// has written, while those to the left of it may be what a client has sent and a proxy has passed on.
    /// </summary>
    /// <param name="fields">The request's fields.</param>
    /// <param name="found">Takes what is believed.</param>
    public static void Read(FieldTable fields, ref ForwardingFacts found)
    {
        ReadHops(fields, ref found);
        if (TryLast(fields, ForwardingKind.Proto, out ReadOnlySpan<byte> scheme) && !found.TakeScheme(scheme))
        {
            found.Disbelieve("X-Forwarded-Proto", scheme);
        }

        if (TryLast(fields, ForwardingKind.Host, out ReadOnlySpan<byte> host) && !found.TakeHost(host))
        {
            found.Disbelieve("X-Forwarded-Host", host);
        }

        if (TryLast(fields, ForwardingKind.Port, out ReadOnlySpan<byte> port) && !found.TakePort(port))
        {
            found.Disbelieve("X-Forwarded-Port", port);
        }
    }

    private static void ReadHops(FieldTable fields, ref ForwardingFacts found)
    {
        for (int index = fields.Count - 1; index >= 0; index--)
        {
            if (ForwardingKinds.Of(fields.Name(index)) != ForwardingKind.For)
            {
                continue;
            }

            ReadOnlySpan<byte> rest = fields.Value(index);
            while (ListField.TryTakeLast(ref rest, out ReadOnlySpan<byte> entry))
            {
                if (!HopName.TryParseEntry(entry, out HopName hop))
                {
                    found.Disbelieve("X-Forwarded-For", entry);
                    return;
                }

                if (!found.Take(hop))
                {
                    return;
                }
            }
        }
    }

    private static bool TryLast(FieldTable fields, ForwardingKind kind, out ReadOnlySpan<byte> value)
    {
        for (int index = fields.Count - 1; index >= 0; index--)
        {
            ReadOnlySpan<byte> rest = ForwardingKinds.Of(fields.Name(index)) == kind ? fields.Value(index) : [];
            if (ListField.TryTakeLast(ref rest, out value))
            {
                return true;
            }
        }

        value = [];
        return false;
    }
}
