using System.Globalization;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>One answer of several on a connection; 1xx are answers without a body.</summary>
internal sealed record Answer(int Status, bool Closes, string Body)
{
    /// <summary>Cuts what came by its own framing.</summary>
    /// <param name="text">All of it, a character for a byte.</param>
    /// <param name="isForHead">Whether the final answer of this number, from 0, is for a HEAD request.</param>
    public static List<Answer> Split(string text, Func<int, bool> isForHead)
    {
        var answers = new List<Answer>();
        for (string rest = text; rest.Length > 0;)
        {
            answers.Add(Take(ref rest, isForHead(answers.Count(answer => answer.Status >= 200)), text));
        }

        return answers;
    }

    private static Answer Take(ref string rest, bool isForHead, string all)
    {
        int end = rest.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        string[] lines = rest[..Math.Max(0, end)].Split("\r\n");
        Assert.True(end > 4 && lines[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal), $"This is no answer: {rest}\nin: {all}");
        int status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        bool closes = lines.Contains("Connection: close");
        int? length = isForHead || status < 200 ? 0 : lines.Contains("Transfer-Encoding: chunked") ? null : LengthOf(lines) ?? (closes ? rest.Length - end : 0);
        rest = rest[end..];
        return new Answer(status, closes, length is { } known ? TakeBytes(ref rest, known, all) : TakeChunks(ref rest, all));
    }

    private static int? LengthOf(string[] lines)
    {
        const string Name = "Content-Length: ";
        return lines.SingleOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line ? int.Parse(line[Name.Length..], CultureInfo.InvariantCulture) : null;
    }

    private static string TakeBytes(ref string rest, int count, string all)
    {
        Assert.True(rest.Length >= count, $"An answer is cut: {rest}\nin: {all}");
        string taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static string TakeChunks(ref string rest, string all)
    {
        for (string body = ""; ;)
        {
            string size = TakeBytes(ref rest, Math.Max(0, rest.IndexOf("\r\n", StringComparison.Ordinal)), all);
            string chunk = TakeBytes(ref rest, 2 + int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 2, all);
            if (size == "0")
            {
                return body;
            }

            body += chunk[2..^2];
        }
    }
}
