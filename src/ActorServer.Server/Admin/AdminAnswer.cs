using System.Text;
using ActorServer.Http;

namespace ActorServer.Server.Admin;

/// <summary>A complete answer of the admin listener.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Body">All of it.</param>
internal sealed record AdminAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>What Allow says; null for no such field.</summary>
    public string? Allow { get; init; }

    /// <summary>A line of text.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="line">The line, without its end.</param>
    public static AdminAnswer Text(int status, string line) => new(status, PlainText, Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>The answer's head.</summary>
    public ResponseHead Head()
    {
        List<(string, string)> fields =
        [
            ("Content-Type", ContentType),
            ("Content-Length", Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),

            // What was true a moment ago is of no use to whoever asks.
            ("Cache-Control", "no-store"),
        ];
        if (Allow is not null)
            fields.Add(("Allow", Allow));
        return ResponseHead.Create(Status, Reason, [.. fields]);
    }

    private string Reason => Status switch
    {
        200 => "OK",
        404 => "Not Found",
        405 => "Method Not Allowed",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    };
}
