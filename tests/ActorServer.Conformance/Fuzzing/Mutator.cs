using System.Text.RegularExpressions;

namespace ActorServer.Conformance.Fuzzing;

/// <summary>Damages requests: the same ones for the same seed.</summary>
/// <param name="corpus">What it begins with, a character for a byte.</param>
/// <param name="seed">Decides everything.</param>
internal sealed partial class Mutator(IReadOnlyList<string> corpus, int seed)
{
    private const string Favourites = "\r\n\0 \t\v\f:;,=\"\\%#/?@[]+-_*0159afFx\u007F\u0080\u0085\u00A0\u00FF";
    private const int Longest = 4000;

    private static readonly string[] LineEnds = ["\n", "\r", "\r\r\n", "\n\r", "\r\n\r\n", "\r\n ", "", "\r\n\t", "\0\n", "\r\0\n"];

    private static readonly string[] Numbers =
    [
        "0", "00", "1", "5", "005", "-1", "+5", "4294967295", "4294967296", "4294967301", "2147483648", "9223372036854775807", "9223372036854775808", "9999999999999999999", "18446744073709551616",
        "18446744073709551621", "00000000000000000005", "ffffffffffffffff", "FFFFFFFF", "10000000000000005", "33554432", "33554433", "2000000", "2000001", "0x5", "1e1", "65535", "65536",
    ];

    private static readonly string[] Lines =
    [
        "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Transfer-Encoding: chunked, chunked", "Transfer_Encoding: chunked", "Content-Length: 0", "Content-Length: 5", "Content-Length: 40", "Content_Length: 5",
        "Host: b", "Connection: close", "Connection: keep-alive", "Expect: 100-continue", "Expect: x", "Content-Type: a/b", "X: y", "", "0", "5", "hello", " folded", "GET /evil HTTP/1.1", "POST / HTTP/1.1", "X-Forwarded-For: b", "Proxy: b",
        "GET / HTTP/1.0", "TRACE / HTTP/1.1", "0;a=\"b\"", "5;\"", "Trailer: X", "Upgrade: h2c", "Host: [::ffff:1.2.3.4]:80", "GET http://[1::2:3]:8/a HTTP/1.1",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next damaged text.</summary>
    public string Next()
    {
        string text = Pick(corpus);
        if (_random.Next(3) == 0)
            text += Pick(corpus);
        for (int count = Math.Min(_random.Next(4), _random.Next(4)); count > 0; count--)
            text = Damage(text);
        return text.Length > Longest ? text[..Longest] : text;
    }

    private string Damage(string text) => _random.Next(12) switch
    {
        0 => Put(text, 1, ((char)(CharAt(text) ^ (1 << _random.Next(8)))).ToString()),
        1 => Put(text, 0, Pick(Favourites).ToString()),
        2 => Put(text, 1, Pick(Favourites).ToString()),
        3 => Put(text, _random.Next(1, 4), ""),
        4 => Put(text, 0, ((char)_random.Next(256)).ToString()),
        5 => Replace(text, LineEnd(), Pick(LineEnds)),
        6 => Replace(text, Digits(), Pick(Numbers)),
        7 => Replace(text, LineEnd(), "\r\n" + Pick(Lines) + "\r\n"),
        8 => Repeat(text),
        9 => Splice(text, Pick(corpus)),
        10 => Replace(text, Letters(), FlipCase),
        _ => Put(text, 0, new string(Pick(Favourites), _random.Next(1, 70))),
    };

    private string Put(string text, int instead, string what)
    {
        int at = _random.Next(text.Length + 1);
        return text[..at] + what + text[Math.Min(text.Length, at + instead)..];
    }

    private string Repeat(string text)
    {
        string[] lines = text.Split("\r\n");
        int from = _random.Next(lines.Length);
        int to = _random.Next(lines.Length + 1);
        return string.Join("\r\n", [.. lines[..to], .. Enumerable.Repeat(lines[from], _random.Next(1, 4)), .. lines[to..]]);
    }

    private string Splice(string text, string other) => text[.._random.Next(text.Length + 1)] + other[_random.Next(other.Length + 1)..];

    private string Replace(string text, Regex what, string by) => Replace(text, what, _ => by);

    private string Replace(string text, Regex what, Func<string, string> by)
    {
        MatchCollection found = what.Matches(text);
        if (found.Count == 0)
            return text;
        Match one = found[_random.Next(found.Count)];
        return text[..one.Index] + by(one.Value) + text[(one.Index + one.Length)..];
    }

    private static string FlipCase(string text) => text.Any(char.IsAsciiLetterLower) ? text.ToUpperInvariant() : text.ToLowerInvariant();

    private char CharAt(string text) => text.Length == 0 ? '\0' : text[_random.Next(text.Length)];

    private string Pick(IReadOnlyList<string> list) => list[_random.Next(list.Count)];

    private char Pick(string text) => text[_random.Next(text.Length)];

    [GeneratedRegex("\r\n")]
    private static partial Regex LineEnd();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();
}
