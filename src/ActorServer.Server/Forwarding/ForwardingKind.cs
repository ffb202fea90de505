using System.Text;
using ActorServer.Http;

namespace ActorServer.Server.Forwarding;

/// <summary>The fields that the server itself reads of what proxies tell. Values are below every byte that a field may have.</summary>
internal enum ForwardingKind : byte
{
    /// <summary>Any other field.</summary>
    None,

    /// <summary>Forwarded.</summary>
    Forwarded,

    /// <summary>X-Forwarded-For.</summary>
    For,

    /// <summary>X-Forwarded-Proto.</summary>
    Proto,

    /// <summary>X-Forwarded-Host.</summary>
    Host,

    /// <summary>X-Forwarded-Port.</summary>
    Port,
}

/// <summary>Tells the fields by their names.</summary>
internal static class ForwardingKinds
{
    /// <summary>What a field is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="believed">Fields of the other family are any other field.</param>
    public static ForwardingKind Of(ReadOnlySpan<byte> name, ForwardingFields believed = ForwardingFields.All) => name.Length switch
    {
        9 when Is(name, "Forwarded"u8) => (believed & ForwardingFields.Forwarded) != 0 ? ForwardingKind.Forwarded : ForwardingKind.None,
        < 15 or > 17 => ForwardingKind.None,
        _ when (believed & ForwardingFields.XForwarded) == 0 => ForwardingKind.None,
        15 when Is(name, "X-Forwarded-For"u8) => ForwardingKind.For,
        16 when Is(name, "X-Forwarded-Host"u8) => ForwardingKind.Host,
        16 when Is(name, "X-Forwarded-Port"u8) => ForwardingKind.Port,
        17 when Is(name, "X-Forwarded-Proto"u8) => ForwardingKind.Proto,
        _ => ForwardingKind.None,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(name, other);
}
