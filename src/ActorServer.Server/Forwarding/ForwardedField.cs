using ActorServer.Http;

namespace ActorServer.Server.Forwarding;

/// <summary>Reads Forwarded (RFC 7239).</summary>
internal static class ForwardedField
{
    /// <summary>
    /// Each element is what one proxy says of the hop before it: an element counts when the hop that has added it is trusted. Scheme and host are those of the
    /// left-most such element that has them: the one that knows the client. An element that is malformed ends the walk, and nothing of it counts.
    /// </summary>
    /// <param name="fields">The request's fields.</param>
    /// <param name="found">Takes what is believed.</param>
    public static void Read(FieldTable fields, ref ForwardingFacts found)
    {
        for (int index = fields.Count - 1; index >= 0; index--)
        {
            if (ForwardingKinds.Of(fields.Name(index)) != ForwardingKind.Forwarded)
            {
                continue;
            }

            ReadOnlySpan<byte> rest = fields.Value(index);
            while (ListField.TryTakeLastWithQuotes(ref rest, out ReadOnlySpan<byte> text))
            {
                if (!Take(text, ref found))
                {
                    return;
                }
            }
        }
    }

    // True when the hop that the element names is trusted too.
    private static bool Take(ReadOnlySpan<byte> text, ref ForwardingFacts found)
    {
        HopName hop = default;
        if (!ForwardedElement.TryParse(text, out ForwardedElement element) || (!element.For.IsEmpty && !HopName.TryParseNode(element.For, out hop)))
        {
            found.Disbelieve("Forwarded", text);
            return false;
        }

        if (!element.Proto.IsEmpty && !found.TakeScheme(element.Proto))
        {
            found.Disbelieve("Forwarded proto", element.Proto);
        }

        if (!element.Host.IsEmpty && !found.TakeHost(element.Host))
        {
            found.Disbelieve("Forwarded host", element.Host);
        }

        return found.Take(hop);
    }
}
