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
        int length = isForHead || status < 200 ? 0 : LengthOf(lines);
        Assert.True(rest.Length >= end + length, $"An answer is cut: {rest}\nin: {all}");
        var answer = new Answer(status, lines.Contains("Connection: close"), rest.Substring(end, length));
        rest = rest[(end + length)..];
        return answer;
    }

    private static int LengthOf(string[] lines)
    {
        const string Name = "Content-Length: ";
        return int.Parse(lines.Single(line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..], CultureInfo.InvariantCulture);
    }
}
