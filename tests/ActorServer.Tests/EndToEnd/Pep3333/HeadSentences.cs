namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>start_response, write, errors, and the fields of an answer. What start_response refuses stands in <see cref="Pep3333Tests"/>.</summary>
internal static class HeadSentences
{
    private const string Start = "The start_response() Callable";
    private const string Write = "The write() Callable";
    private const string Errors = "Error Handling";
    private const string Features = "Other HTTP Features";
    private const string Failed = "500 Internal Server Error";

    public static readonly Sentence[] All =
    [
        new(Write, "what is written is sent before what is iterated", "write-is-sent-first") { Says = "written, twice, iterated" },
        new(Write, "an application may write all and return nothing", "write-only") { Says = "written" },
        new(Write, "an application may write while it is iterated", "write-while-iterating") { Says = "one two three" },
        new(Write, "an empty block is not the first", "write-nothing") { Status = "503 Replaced", Says = "replaced" },
        new(Start, "the head waits for the first block that is not empty", "delayed-until-a-block")
        {
            Status = "503 Replaced", Says = "replaced", Has = ["X-Test-Second: 2"], HasNot = ["X-Test-First"],
        },
        new(Start, "the head does not wait longer than for the end", "delayed-until-the-end") { Says = "" },
        new(Start, "it may be called when the first block is asked for", "called-with-the-first-block") { Says = "first" },
        new(Start, "it must have been called before the first block that is not empty", "called-after-an-empty-block") { Says = "after an empty one", Conforms = false },
        new(Start, "a second call without exc_info is an error that the application sees", "second-call") { Says = "start_response: a second call must pass exc_info" },
        new(Start, "exc_info of None is none", "second-call-with-none") { Status = Failed, Logs = "a second call must pass exc_info", Conforms = false },
        new(Start, "exc_info may come with the first call", "first-call-with-exc-info") { Status = "500 Caught", Says = "caught" },
        new(Start, "exc_info behind the head raises the application's error", "exc-info-after-the-head") { IsBrokenOff = true, Notes = "the same", Logs = "LookupError: too late" },
        new(Start, "what start_response refuses the application may mend", "refused-head-can-be-mended") { Says = "mended", Conforms = false },
        new(Start, "fields are sent as they are, also those of one name", "fields")
        {
            Status = "200 Quite OK", Says = "fields", Has = ["Set-Cookie: a=1", "set-cookie: b=2", "X-Test-Empty: ", "X-Test-Latin: caf\u00e9"],
        },
        new(Start, "a tab is the control character that HTTP allows in a value", "tab-in-a-value") { Says = "tab", Has = ["X-Test: a\tb"], Conforms = false },
        new(Start, "any status code from 200 is the application's business", "unusual-status") { Status = "299 ", Says = "no reason" },
        new(Start, "the server does not change the application's list, once", "same-list-again") { Says = "[('Content-Type', 'text/plain'), ('X-Test', '1')]", Has = ["X-Test: 1"] },
        new(Start, "the server does not change the application's list, twice", "same-list-again?2") { Says = "[('Content-Type', 'text/plain'), ('X-Test', '1')]", Has = ["X-Test: 1"] },
        new(Features, "Date and Server of the application are kept", "own-date-and-server")
        {
            Has = ["Date: Thu, 01 Jan 1970 00:00:00 GMT", "Server: an application"], HasNot = ["actorserver"],
        },
        new(Features, "hop-by-hop fields are the server's", "hop-by-hop") { Says = "dropped", HasNot = ["x-test-hop"], Logs = "a hop-by-hop field that PEP 3333 leaves to the server" },
        new(Errors, "an error before the head is a 500 and a traceback in the log", "fails-before-the-first-block") { Status = Failed, Notes = "closed", Logs = "LookupError: this clause raises on purpose" },
        new(Errors, "so is one after an empty block", "fails-after-an-empty-block") { Status = Failed, Notes = "closed" },
        new(Errors, "an error behind the head leaves an answer that is visibly broken", "fails-after-a-block") { IsBrokenOff = true, Notes = "closed" },
        new(Errors, "also where the answer has no framing of its own", "fails-after-a-block?old") { Minor = 0, IsBrokenOff = true, Notes = "closed" },
        new(Errors, "middleware may turn an error into a page", "catching-middleware") { Status = "500 Caught", Says = "caught by middleware" },
    ];
}
