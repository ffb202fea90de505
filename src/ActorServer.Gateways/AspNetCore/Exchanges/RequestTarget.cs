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
    /// <param name="head">The request.</param>
    /// <param name="rootLength">How many bytes of its path are where the application is mounted: the same for the same target.</param>
    public void Read(RequestHead head, int rootLength)
    {
        if (Ascii.Equals(head.Target, Raw))
            return;
        Raw = Encoding.ASCII.GetString(head.Target);
        Path = head.Form == TargetForm.Asterisk ? "" : RequestPath.Decode(head.Path[rootLength..]);
        _queryString = head.HasQuery ? "?" + Encoding.ASCII.GetString(head.Query) : null;
    }
}
