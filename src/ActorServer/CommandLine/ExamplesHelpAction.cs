using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ActorServer.CommandLine;

/// <summary>The library's help with examples behind it: people read those first.</summary>
internal sealed class ExamplesHelpAction : SynchronousCommandLineAction
{
    private const string Examples = """
        Examples:
          actorserver                                      what app.yaml in this folder says
          actorserver /srv/shop/app.yaml                   another file; paths in it are relative to it
          actorserver run --port 8000 --concurrency 8      app.yaml, but with another port and more workers
          actorserver run --python .venv/bin/python        another interpreter
          actorserver run --env DEBUG=1 --env MODE=test    variables for the application
          actorserver run --app-loc out --app-module MyApp an ASP.NET Core application, published to the folder out
          actorserver check                                the effective settings and who said each
          actorserver status --port 8000                   what the server that runs on this port is doing
          actorserver reload                               the application anew, in the server that runs with app.yaml
          actorserver stop                                 its end, when what is under way is answered

        A time is a number of seconds or has a unit: 5, 500ms, 2m. The command line wins over app.yaml, app.yaml over
        the HOCON file that it names, and that over the defaults. Exit codes: 0 clean, 1 cannot bind, or no such server, 2 bad
        configuration or command line, 3 the application failed to load, 70 internal error.

        """;

    private readonly HelpAction _usual = new();

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.Write(Examples);
        return result;
    }
}
