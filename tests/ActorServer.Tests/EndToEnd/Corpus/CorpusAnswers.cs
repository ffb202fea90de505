using System.Globalization;
using System.Text.Json;
using ActorServer.Conformance.Corpus;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>The answers on one connection, cut by their own framing, and what they must be.</summary>
internal sealed class CorpusAnswers
{
    private readonly List<Answer> _answers;
    private readonly bool _hasContinue;
    private readonly RawRequest _request;
    private readonly bool _hasEvilBehind;

    public CorpusAnswers(CorpusClient client)
    {
        _request = client.Request;
        _hasEvilBehind = client.HasEvilBehind;
        bool isHead = _request.Text.TrimStart('\r', '\n').StartsWith("HEAD ", StringComparison.Ordinal);
        _answers = Answer.Split(client.ReadToEnd(), number => number == 0 && isHead);
        _hasContinue = _answers is [{ Status: 100 }, ..];
        _answers.RemoveRange(0, _hasContinue ? 1 : 0);
    }

    /// <summary>Whether all of it is as the corpus expects.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Judge()
    {
        bool hasSecond = _hasEvilBehind && !_request.Closes;
        int status = int.Parse(_request["status"] ?? "200", CultureInfo.InvariantCulture);
        string? wrong = _answers switch
        {
            [] => "no answer",
            _ when _answers[0].Status != status => $"{_answers[0].Status} in place of {status}: {_answers[0].Body}",
            _ when _answers.Count != (hasSecond ? 2 : 1) => $"{_answers.Count} answers",
            _ when _answers[0].Closes != _request.Closes && !_request.Ends => $"says {(_answers[0].Closes ? "" : "not ")}that it closes",
            _ when !_request.IsRefused && _hasContinue != _request.Expectations.Contains("continue") => $"has {(_hasContinue ? "" : "not ")}sent 100",
            _ when hasSecond && !_answers[1].Body.Contains("\"RAW_URI\": \"/evil\"", StringComparison.Ordinal) => $"the request behind it was seen as {_answers[1].Body}",
            _ => _request.IsRefused || _request["accept"]!.StartsWith("HEAD ", StringComparison.Ordinal) ? null : JudgeSeen(_answers[0].Body),
        };
        return wrong is null ? null : $"{_request.Name}: {wrong}";
    }

    private string? JudgeSeen(string body)
    {
        Dictionary<string, string> seen = JsonSerializer.Deserialize<Dictionary<string, string>>(body)!;
        string[] words = _request["accept"]!.Split(' ', 2);
        string[] target = words[1].Split('?', 2);
        var expected = new List<(string Name, string? Value)>
        {
            ("REQUEST_METHOD", words[0]),
            ("PATH_INFO", _request["path-info"] ?? target[0]),
            ("QUERY_STRING", target.ElementAtOrDefault(1) ?? ""),
            ("SCRIPT_NAME", ""),
            ("REMOTE_ADDR", "127.0.0.1"),
            ("wsgi.url_scheme", "http"),
            ("HTTPS", null),
            ("REMOTE_USER", null),
        };
        if (_request["body"] is { } sent)
        {
            expected.AddRange([("body", sent), ("CONTENT_LENGTH", seen.ContainsKey("CONTENT_LENGTH") ? sent.Length.ToString(CultureInfo.InvariantCulture) : null)]);
        }

        if (_request["host"] is { } host)
        {
            expected.Add(("HTTP_HOST", host));
        }

        expected.AddRange(_request.Expectations["field"].Select(field => field.Split(": ", 2)).Select(field => (Variable(field[0].TrimEnd(':')), (string?)(field.ElementAtOrDefault(1) ?? ""))));
        expected.AddRange(_request.Expectations["no-field"].Select(name => (Variable(name), (string?)null)));
        (string Name, string? Value) = expected.FirstOrDefault(fact => seen.GetValueOrDefault(fact.Name) != fact.Value);
        return Name is null ? null : $"{Name} is {seen.GetValueOrDefault(Name)} in place of {Value}";
    }

    private static string Variable(string field) =>
        field == "Content-Type" ? "CONTENT_TYPE" : "HTTP_" + field.ToUpperInvariant().Replace('-', '_');
}
