namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>environ, its strings, and the URL that an application makes of it.</summary>
internal static class EnvironSentences
{
    private const string Variables = "environ Variables";
    private const string Text = "A Note on String Types";
    private const string Unicode = "Unicode Issues";
    private const string Reconstruction = "URL Reconstruction";
    private const string Threads = "Thread Support";

    public static readonly Sentence[] All =
    [
        new("Specification Details", "environ is a builtin dict and no subclass", "environ-type") { Says = "dict" },
        new("Specification Details", "an application may change environ as it likes; the next request has its own", "environ-change") { Says = "None" },
        new("Specification Details", "a change of environ has not outlived its request", "environ-change?again") { Says = "None" },
        new(Text, "CGI variables are native strings of code points up to 255", "strings/caf%C3%A9?caf%C3%A9") { Fields = ["Host: h", "X-Test: \u00ff\u0080"], Says = "[]" },
        new(Variables, "the required variables are there, server name and port are not empty", "required") { Says = "[]" },
        new(Variables, "REQUEST_METHOD is the method as it came", "value") { Method = "PURGE", Fields = Naming("REQUEST_METHOD"), Says = "'PURGE'", Conforms = false },
        new(Variables, "SCRIPT_NAME may be empty: the application is the root", "value?unmounted") { Fields = Naming("SCRIPT_NAME PATH_INFO"), Says = "'','/{how}/value'" },
        new(Variables, "PATH_INFO is what is left of the path", "value/a/b") { Fields = Naming("SCRIPT_NAME PATH_INFO"), Says = "'/{how}/value','/a/b'" },
        new(Variables, "PATH_INFO keeps slashes and dots", "value//a/./b/../c/") { Fields = Naming("PATH_INFO"), Says = "'//a/./b/../c/'" },
        new(Variables, "PATH_INFO is decoded once", "value/%41%2F%2541%20") { Fields = Naming("PATH_INFO"), Says = "'/A/%41 '" },
        new(Variables, "a semicolon and a plus sign in PATH_INFO stand for themselves", "value/a;b+c") { Fields = Naming("PATH_INFO"), Says = "'/a;b+c'" },
        new(Variables, "QUERY_STRING is what follows the question mark, undecoded", "value?a=%20+b?c") { Fields = Naming("QUERY_STRING"), Says = "'a=%20+b?c'" },
        new(Variables, "QUERY_STRING is empty without a question mark", "value") { Fields = Naming("QUERY_STRING"), Says = "''" },
        new(Variables, "CONTENT_TYPE is the field's value", "value") { Method = "POST", Body = "x", Fields = [.. Naming("CONTENT_TYPE"), "Content-Type: text/x; a=\"b\""], Says = "'text/x; a=\"b\"'" },
        new(Variables, "CONTENT_TYPE may be absent", "value") { Method = "POST", Body = "x", Fields = Naming("CONTENT_TYPE"), Says = "None" },
        new(Variables, "CONTENT_LENGTH is the field's value", "value") { Method = "POST", Body = "12345", Fields = Naming("CONTENT_LENGTH"), Says = "'5'" },
        new(Variables, "CONTENT_LENGTH may be zero", "value") { Method = "POST", Body = "", Fields = Naming("CONTENT_LENGTH"), Says = "'0'" },
        new(Variables, "CONTENT_LENGTH may be absent", "value") { Fields = Naming("CONTENT_LENGTH"), Says = "None" },
        new(Variables, "type and length are not repeated as HTTP_ variables", "value")
        {
            Method = "POST", Body = "x", Fields = [.. Naming("HTTP_CONTENT_TYPE HTTP_CONTENT_LENGTH"), "Content-Type: a/b"], Says = "None,None",
        },
        new(Variables, "SERVER_NAME and SERVER_PORT are strings that make a URL", "value") { Fields = Naming("SERVER_NAME SERVER_PORT"), Says = "'127.0.0.1','{port}'" },
        new(Variables, "SERVER_PROTOCOL is what the client speaks, 1.1", "value") { Fields = Naming("SERVER_PROTOCOL"), Says = "'HTTP/1.1'" },
        new(Variables, "SERVER_PROTOCOL is what the client speaks, 1.0", "value") { Minor = 0, Fields = Naming("SERVER_PROTOCOL"), Says = "'HTTP/1.0'" },
        new(Variables, "each field is a variable, upper case, underscores for dashes", "headers") { Fields = ["Host: h", "x-TEST-one: 1", "Accept: a/b"], Says = "HTTP_ACCEPT=a/b\nHTTP_X_TEST_ONE=1" },
        new(Variables, "a field that comes more than once is joined", "headers") { Fields = ["Host: h", "X-Test: 1", "Cookie: a=1", "x-test: 2", "Cookie: b=2"], Says = "HTTP_COOKIE=a=1; b=2\nHTTP_X_TEST=1, 2" },
        new(Variables, "an empty field is an empty variable", "headers") { Fields = ["Host: h", "X-Test:"], Says = "HTTP_X_TEST=" },
        new(Variables, "a field with an underscore cannot pass for another one", "headers") { Fields = ["Host: h", "X_Test: forged", "X-Test: 1"], Says = "HTTP_X_TEST=1" },
        new(Variables, "a field cannot pass for the environment's proxy", "value") { Fields = [.. Naming("HTTP_PROXY"), "Proxy: http://forged"], Says = "None" },
        new(Variables, "a field that the server knows nothing of is not there", "value") { Fields = Naming("HTTP_AUTHORIZATION REMOTE_USER AUTH_TYPE"), Says = "None,None,None" },
        new(Variables, "credentials reach the application, which alone can check them", "value") { Fields = [.. Naming("HTTP_AUTHORIZATION REMOTE_USER"), "Authorization: Basic eDp5"], Says = "'Basic eDp5',None" },
        new(Variables, "wsgi.version, url_scheme, multithread, multiprocess, run_once", "wsgi-values") { Says = "[(1, 0), 'http', False, False, False]" },
        new(Variables, "variables of the server's own have names of its own", "own-names") { Says = "[]" },
        new(Threads, "one process of one thread says so", "wsgi-values?threads") { Says = "[(1, 0), 'http', False, False, False]" },
        new(Unicode, "bytes of the path are latin-1 characters that an application can turn back", "path-as-utf8/caf%C3%A9") { Says = @"'/caf\xe9'" },
        new(Unicode, "bytes of a field are latin-1 characters", "headers") { Fields = ["Host: h", "X-Test: caf\u00e9"], Says = "HTTP_X_TEST=caf\u00e9" },
        new(Reconstruction, "the variables make the URL that was asked for", "url/a%20b/c?d=e") { Fields = ["Host: example.org:81"], Says = "http://example.org:81/{how}/url/a%20b/c?d=e" },
        new(Reconstruction, "without Host the server's name and port make it", "url") { Minor = 0, Fields = [], Says = "http://127.0.0.1:{port}/{how}/url" },
    ];

    private static string[] Naming(string names) => ["Host: h", $"X-Name: {names}"];
}
