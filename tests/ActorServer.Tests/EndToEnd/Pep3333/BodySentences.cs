namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>Iterables, their length and their end, files, middleware and application objects.</summary>
internal static class BodySentences
{
    private const string Details = "Specification Details";
    private const string Objects = "The Application/Framework Side";
    private const string Length = "Handling the Content-Length Header";
    private const string Streaming = "Buffering and Streaming";
    private const string Middleware = "Middleware Handling of Block Boundaries";
    private const string Files = "Optional Platform-Specific File Handling";
    private const string Blocks = "one two three";

    public static readonly Sentence[] All =
    [
        .. new[] { "list", "tuple", "generator", "iterator", "map", "sequence" }.Select(kind => new Sentence(Details, $"any iterable of bytes is a body: {kind}", kind) { Says = Blocks }),
        .. new[] { "class", "instance", "method", "static", "partial" }.Select(kind => new Sentence(Objects, $"any callable is an application: {kind}", "as-" + kind)),
        new(Details, "len() of one means one block, whose length is the answer's", "length-of-one") { Says = "the only block", HasPlain = ["Content-Length: 14"] },
        new(Details, "an iterable without blocks is an empty body", "no-blocks") { Says = "", HasPlain = ["Content-Length: 0"] },
        new(Details, "one empty block is an empty body", "one-empty-block") { Says = "", HasPlain = ["Content-Length: 0"] },
        new(Details, "empty blocks are an empty body", "only-empty-blocks") { Says = "" },
        new(Details, "close() is called once, when all is sent", "closes") { Says = Blocks, Notes = "closed" },
        new(Details, "close() is called where nothing was iterated", "closes-without-blocks") { Says = "", Notes = "closed" },
        new(Details, "close() is called for HEAD", "closes?head") { Method = "HEAD", Says = "", Notes = "closed" },
        new(Details, "an error in close() does not touch the answer", "close-fails") { Says = Blocks, Notes = "closed", Logs = "close() of the response raised: ArithmeticError: this close raises on purpose" },
        new(Details, "an error in close() does not hide the one before it", "both-fail") { Status = "500 Internal Server Error", Notes = "closed", Logs = "LookupError: this clause raises on purpose" },
        new(Details, "what cannot be iterated is an error, and closed", "not-iterable") { Status = "500 Internal Server Error", Notes = "closed although it is no iterable", Conforms = false },
        new(Length, "one block of known length needs no length of the application's", "one-block") { Says = "one block", HasPlain = ["Content-Length: 9"] },
        new(Length, "several blocks to HTTP/1.1 are chunks", "list?chunks") { Says = Blocks, Has = ["Transfer-Encoding: chunked"] },
        new(Length, "several blocks to HTTP/1.0 end with the connection", "list?old") { Minor = 0, Says = Blocks, HasNot = ["Transfer-Encoding", "Content-Length"] },
        new(Length, "the application's length is kept", "length") { Fields = Announcing(7, 7), Says = "0123456", Has = ["Content-Length: 7"], HasNot = ["Transfer-Encoding"], Notes = "closed" },
        new(Length, "no more is sent than was announced", "length?more") { Fields = Announcing(4, 10), Says = "0123", Notes = "closed" },
        new(Length, "less than was announced is an error that the client sees", "length?less") { Fields = Announcing(9, 7), IsBrokenOff = true, Notes = "closed" },
        new(Length, "a length of nothing", "length?none") { Fields = Announcing(0, 0), Says = "", Has = ["Content-Length: 0"] },
        new(Length, "HEAD has the length and no body", "length?head") { Method = "HEAD", Fields = Announcing(7, 7), Says = "", Has = ["Content-Length: 7"], Notes = "closed" },
        new(Length, "HEAD may have the length without the body", "length?short-head") { Method = "HEAD", Fields = Announcing(7, 0), Says = "", Has = ["Content-Length: 7"] },
        .. new[] { "204 No Content", "304 Not Modified" }.Select(status => new Sentence(Length, $"{status} has neither length nor body", "no-body-status?" + status[..3])
        {
            Fields = ["Host: h", $"X-Status: {status}"], Status = status, Says = "", HasNot = ["Content-Length", "Transfer-Encoding"], Notes = "closed",
        }),
        new(Streaming, "file_wrapper iterates over a file", "file") { Says = "0123456789" },
        new(Files, "a file is sent from its position on", "file-from-its-position") { Says = "456789" },
        new(Files, "no more of a file is sent than was announced", "file-with-length") { Says = "01234", Has = ["Content-Length: 5"] },
        new(Files, "it need not be a file of the system", "file-in-memory") { Says = "0123456789" },
        new(Files, "it need not be able to seek", "file-that-cannot-seek") { Says = "0123456789" },
        new(Files, "it need only read; the application's block size holds, and close() is called", "file-like") { Says = "0123456789", Notes = "6,6,6,closed" },
        new(Files, "it has a close() if the file has one", "file-wrapper-without-close") { Says = "0 0123456789" },
        new(Files, "what middleware changed is not taken from the file", "file-wrapper-of-middleware") { Says = "0123four56789", Notes = "closed" },
        new(Middleware, "middleware may give empty blocks while it waits, and start late", "lazy-middleware") { Says = Blocks },
    ];

    private static string[] Announcing(int say, int give) => ["Host: h", $"X-Say: {say}", $"X-Give: {give}"];
}
