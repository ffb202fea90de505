namespace ActorServer.Http;

/// <summary>The two families of fields in which proxies tell whose request they pass on.</summary>
[Flags]
public enum ForwardingFields
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>Every field whose name begins with <c>X-Forwarded-</c>.</summary>
    XForwarded = 1,

    /// <summary>The field <c>Forwarded</c> (RFC 7239).</summary>
    Forwarded = 2,

    /// <summary>Both.</summary>
    All = XForwarded | Forwarded,
}
