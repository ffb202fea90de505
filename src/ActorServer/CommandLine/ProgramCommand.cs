using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using ActorServer.Configuration;
using ActorServer.Server;
using ActorServer.Server.Configuration;
using ActorServer.Hosting;

namespace ActorServer.CommandLine;

/// <summary>
/// The command line: <c>actorserver [FILE]</c>, <c>run</c>, <c>check</c>, and <c>reload</c>, <c>status</c> and <c>stop</c> for a server that runs. System.CommandLine splits and explains it; what a value may be is
/// judged together with app.yaml, by the same rules and with the same sentences.
/// </summary>
internal sealed class ProgramCommand
{
    private const string DefaultFile = "app.yaml";

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly RootCommand _root;
    private readonly SettingOptions _options = new();
    private readonly Option<bool> _json = new("--json") { Description = "all of it, as JSON" };
    private readonly Option<bool> _now = new("--now") { Description = "wait for nothing: what is under way is reset" };
    private readonly List<(Command Command, Argument<string?> File)> _commands = [];

    /// <summary>Builds the command line.</summary>
    /// <param name="output">Where answers go: help, version, the report of check.</param>
    /// <param name="error">Where problems go.</param>
    public ProgramCommand(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
        _root = new RootCommand("An HTTP application server: Python WSGI and ASP.NET Core applications under a tree of supervised actors.");
        _root.Directives.Clear();
        _options.AddTo(_root);
        var server = new ServerCommands(output, error);
        Define(_root, RunServerAsync);
        _root.Add(Define(new Command("run", "Run the server; the same as naming no command."), RunServerAsync));
        _root.Add(Define(new Command("check", "Show the effective settings and who said each, or all errors; start nothing."), Check));
        _root.Add(Define(
            new Command("reload", "Boot the application anew in the server that runs with the same FILE and options, beside what serves, and read the certificates again; wait: 0 when the new ones serve, 1 and the reason when the application or the certificates are still the old ones."),
            (_, configuration, _) => server.ReloadAsync(configuration), isToRun: false));
        _root.Add(Define(
            new Command("status", "Show what the server that runs with the same FILE and options is doing: its workers, their processes and requests.") { _json },
            (_, configuration, parsed) => server.StatusAsync(configuration, parsed.GetValue(_json)), isToRun: false));
        _root.Add(Define(
            new Command("stop", "End the server that runs with the same FILE and options, as SIGTERM does, and wait until it has ended.") { _now },
            (_, configuration, parsed) => server.StopAsync(configuration, parsed.GetValue(_now)), isToRun: false));
        _root.Options.OfType<HelpOption>().Single().Action = new ExamplesHelpAction();
        _root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
    }

    /// <summary>Does what the arguments say.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    public async Task<ExitCode> RunAsync(IReadOnlyList<string> args)
    {
        var parsed = _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (CommandLineProblem.In(parsed, FileOf(parsed, parsed.CommandResult.Command), FileOf(parsed, _root), _root) is { } problem)
        {
            await _error.WriteLineAsync($"actorserver: {problem} See actorserver --help.");
            return ExitCode.BadConfiguration;
        }

        // No termination handler of the library's: the server handles its signals itself.
        return (ExitCode)await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = _output,
            Error = _error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        });
    }

    private Command Define(Command command, Func<string, LayeredConfiguration, ParseResult, Task<ExitCode>> then, bool isToRun = true)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = $"the YAML file that names the application (default: {DefaultFile} in the current folder)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Add(file);
        command.SetAction(async (parsed, _) => (int)await WithConfigurationAsync(parsed, parsed.GetValue(file) ?? DefaultFile, isToRun, then));
        _commands.Add((command, file));
        return command;
    }

    private async Task<ExitCode> WithConfigurationAsync(
        ParseResult parsed, string file, bool isToRun, Func<string, LayeredConfiguration, ParseResult, Task<ExitCode>> then)
    {
        var (entries, hocon, problems) = _options.Read(parsed);
        var (configuration, more) = ServerConfiguration.Read(file, entries, hocon, isToRun);
        Problem[] all = [.. problems, .. more];
        if (configuration is not null && all.Length == 0)
            return await then(file, configuration, parsed);
        foreach (var problem in all)
            await _error.WriteLineAsync(problem.ToString());
        if (all.Length > 1)
            await _error.WriteLineAsync($"actorserver: {all.Length} errors in the configuration; nothing was started.");
        return ExitCode.BadConfiguration;
    }

    private Task<ExitCode> RunServerAsync(string file, LayeredConfiguration configuration, ParseResult parsed) => ServerHost.RunAsync(file, configuration, _error);

    private async Task<ExitCode> Check(string file, LayeredConfiguration configuration, ParseResult parsed)
    {
        await _output.WriteAsync(CheckReport.Of(configuration));
        return ExitCode.Clean;
    }

    private string? FileOf(ParseResult parsed, Command command) =>
        parsed.GetValue(_commands.First(entry => entry.Command == command).File);

    private sealed class VersionAction : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"actorserver {ServerVersion.Text} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            return 0;
        }
    }
}
