using System.Text;
using ActorServer.Http;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>A request's target as strings; those of the request before serve again when it is the same.</summary>
internal sealed class RequestTarget
{
    private string? _queryString;

    /// <summary>As it came.</summary>
    public string Raw { get; private set; } = "";

    /// <summary>The decoded path; empty for the asterisk.</summary>
    public string Path { get; private set; } = "";

    /// <summary>With the question mark, still encoded; empty when there is none or nothing behind it.</summary>
    public string Query => _queryString ?? "";

    /// <summary>Takes the target of a request.</summary>
    public void Read(RequestHead head)
    {
        if (Ascii.Equals(head.Target, Raw))
            return;
        Raw = Encoding.ASCII.GetString(head.Target);
        Path = head.Form == TargetForm.Asterisk ? "" : RequestPath.Decode(head.Path);
        _queryString = head.HasQuery ? "?" + Encoding.ASCII.GetString(head.Query) : null;
    }
}
