namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>wsgi.input and wsgi.errors.</summary>
internal static class InputSentences
{
    private const string Streams = "Input and Error Streams";
    private const string Lines = "one\ntwo\n\nlast";

    // Beyond body-in-memory: the application reads from a file.
    private static readonly string Large = new string('a', 99_999) + "\n" + new string('b', 100_000);

    public static readonly Sentence[] All =
    [
        Posted("read, readline, readlines and iteration end where the body ends, and go on saying so", "read-all", Lines, @"[b'one\ntwo\n\nlast', b'', b'']"),
        Posted("a body may be empty", "read-all?empty", "", "[b'', b'', b'']"),
        new(Streams, "a request without a body has an input all the same", "read-all?none") { Says = "[b'', b'', b'']" },
        Posted("read without a size reads all", "read-without-size", Lines, @"[b'one\ntwo\n\nlast', b'']") with { Conforms = false },
        Posted("a negative size means all", "read-negative", Lines, @"[b'one\ntwo\n\nlast']"),
        Posted("read gives what was asked for, or what there is", "read-sizes", Lines, @"[b'', b'on', b'e\nt', b'wo\n\nlast']"),
        Posted("readline gives a line with its end", "read-line", Lines, @"[b'one\n', b'two\n', b'\n']"),
        Posted("the size of readline is its limit", "read-line-hint", Lines, @"[b'on', b'e\n', b'two\n', b'']"),
        Posted("readlines gives all lines", "read-lines", Lines, @"[b'one\n', b'two\n', b'\n', b'last']"),
        Posted("the hint of readlines may be followed", "read-lines-hint", Lines, @"[b'one\n', b'|', b'two\n', b'\n', b'last']"),
        Posted("iteration gives lines", "iterate", Lines, @"[b'one\n', b'two\n', b'\n', b'last']"),
        Posted("a large body is read likewise", "read-all?large", Large, "[200000, b'', b'']"),
        Posted("the lines of a large body", "iterate?large", Large, "[100000, 100000]"),
        Posted("a large body read in pieces", "read-sizes?large", Large, "[b'', b'aa', b'aaa', 199995]"),
        Posted("an application need not read its input", "not-read", Large, "not read"),
        Posted("an application may read a part of its input", "partly-read", Large, "[b'aaa']"),
        Posted("chunks are one body with its length", "de-chunked", Lines, @"(b'one\ntwo\n\nlast', '13', False, True)") with { IsChunked = true },
        Posted("an empty body in chunks", "de-chunked?empty", "", "(b'', '0', False, True)") with { IsChunked = true },
        Posted("a large body in chunks", "iterate?chunked", Large, "[100000, 100000]") with { IsChunked = true },
        new(Streams, "errors takes text: write, writelines, flush", "errors-stream") { Says = "reported", Logs = "an error of the clause, its second part" },
        new(Streams, "errors takes all of Unicode", "errors-stream?unicode") { Says = "reported", Logs = "gr\u00fcn \u20ac" },
    ];

    private static Sentence Posted(string rule, string fixture, string body, string says) => new(Streams, rule, fixture) { Method = "POST", Body = body, Says = says };
}
