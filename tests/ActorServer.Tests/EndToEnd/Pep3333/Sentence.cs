using System.Text;

namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>A row of the table: a sentence of PEP 3333 about the server's side, the application that shows it, how it is asked, and what must come of it.</summary>
/// <param name="Section">The section of PEP 3333.</param>
/// <param name="Rule">The sentence, in our words.</param>
/// <param name="Fixture">The application in tests/apps/pep3333, and what follows it in the target.</param>
internal sealed record Sentence(string Section, string Rule, string Fixture)
{
    public string Method { get; init; } = "GET";

    /// <summary>0 or 1.</summary>
    public int Minor { get; init; } = 1;

    /// <summary>Fields of the request, beside Host and those of the body.</summary>
    public string[] Fields { get; init; } = ["Host: h"];

    public string? Body { get; init; }

    public bool IsChunked { get; init; }

    public string Status { get; init; } = "200 OK";

    /// <summary>The body of the answer; null: whatever it is. {how} stands for plain or validated.</summary>
    public string? Says { get; init; }

    /// <summary>Lines that the head has.</summary>
    public string[] Has { get; init; } = [];

    /// <summary>Lines that the head has where no validator hides how many blocks there are.</summary>
    public string[] HasPlain { get; init; } = [];

    /// <summary>Text, of any case, that the head does not contain.</summary>
    public string[] HasNot { get; init; } = [];

    /// <summary>What the application has noted when the request is over; null is not asked for.</summary>
    public string? Notes { get; init; }

    /// <summary>A part of a line that the log gets.</summary>
    public string? Logs { get; init; }

    /// <summary>The head is out when it fails: the client gets an answer that is visibly not complete.</summary>
    public bool IsBrokenOff { get; init; }

    /// <summary>False for an application that itself breaks a rule, or one of the validator's that the specification does not have.</summary>
    public bool Conforms { get; init; } = true;

    /// <summary>The request's bytes, a character for each.</summary>
    public string Request(string how)
    {
        var text = new StringBuilder($"{Method} /{how}/{Fixture} HTTP/1.{Minor}\r\n");
        foreach (var field in Fields)
            text.Append(field).Append("\r\n");
        if (Minor == 1)
            text.Append("Connection: close\r\n");
        if (Body is null)
            return text.Append("\r\n").ToString();
        if (!IsChunked)
            return text.Append($"Content-Length: {Body.Length}\r\n\r\n{Body}").ToString();
        text.Append("Transfer-Encoding: chunked\r\n\r\n");
        for (var at = 0; at < Body.Length; at += 5000)
            text.Append($"{Math.Min(5000, Body.Length - at):x}\r\n{Body[at..Math.Min(Body.Length, at + 5000)]}\r\n");
        return text.Append("0\r\n\r\n").ToString();
    }
}
