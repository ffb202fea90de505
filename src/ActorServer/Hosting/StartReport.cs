using ActorServer.Configuration;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Gateways.Wsgi.Processes;
using ActorServer.Server;
using ActorServer.Server.Configuration;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace ActorServer.Hosting;

/// <summary>What runs where: a small table for a person at a terminal, log lines for everybody else.</summary>
internal sealed partial class StartReport
{
    private readonly IReadOnlyList<(string What, string Value)> _facts;
    private readonly IReadOnlyList<string> _contests;
    private readonly ILogger _logger;

    /// <summary>Collects the facts.</summary>
    /// <param name="file">The YAML file as the person named it.</param>
    /// <param name="configuration">Who said what.</param>
    /// <param name="settings">All settings.</param>
    /// <param name="logger">Takes the lines.</param>
    public StartReport(string file, LayeredConfiguration configuration, ServerSettings settings, ILogger logger)
    {
        _logger = logger;
        _contests = [.. configuration.Contests(AppKey.ShortName), .. Choices(configuration, settings)];
        _facts =
        [
            ("application", Application(settings)),
            ("workers", $"{settings.Gateway.Concurrency}"),
            .. settings.Wsgi is { } wsgi ? [("interpreter", PythonInterpreter.Find(wsgi))] : Array.Empty<(string, string)>(),
            ("settings", string.Join(", ", configuration.Layers.Skip(1).Where(layer => !layer.IsDefault).Select(layer => Path.GetFullPath(layer.Path)))),
        ];
    }

    /// <summary>Says at the start what will run, and who won over whom.</summary>
    public void Begin()
    {
        LogVersion(_logger, ServerVersion.Text, Environment.ProcessId);
        if (Console.IsErrorRedirected)
        {
            foreach (var (what, value) in _facts)
                LogFact(_logger, what, value);
        }

        foreach (var contest in _contests)
            LogContest(_logger, contest);
    }

    /// <summary>Shows the table when requests can be served; nothing where no person looks.</summary>
    /// <param name="url">What a client would type.</param>
    public void Ready(string url)
    {
        if (!Console.IsErrorRedirected)
            Write(url, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
    }

    /// <summary>Writes the table.</summary>
    /// <param name="url">What a client would type.</param>
    /// <param name="console">Where to.</param>
    internal void Write(string url, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false };
        table.AddColumn(new TableColumn("what").NoWrap()).AddColumn("value");
        table.AddRow(new Text("address"), new Text(url, new Style(decoration: Decoration.Bold)));
        foreach (var (what, value) in _facts)
            table.AddRow(new Text(what), new Text(value));
        console.Write(table);
    }

    /// <summary>What the server has chosen where a person may have meant the other: a line for each.</summary>
    /// <param name="configuration">Who said what.</param>
    /// <param name="settings">All settings.</param>
    internal static IEnumerable<string> Choices(LayeredConfiguration configuration, ServerSettings settings) =>
        settings.AspNetCore is { } program && configuration.Merged.GetString("actor-server.application.gateway") == "auto" && ApplicationSettings.IsPython(program.Location, program.Module)
            ? [$"gateway aspnetcore (there is {program.Module}.dll; for the Python module of that name say gateway: wsgi)"]
            : [];

    private static string Application(ServerSettings settings) => settings switch
    {
        { Wsgi: { } wsgi } => $"{wsgi.Module}:{wsgi.Callable} in {wsgi.Location}",
        { AspNetCore: AspNetCoreSettings { Callable: "" } program } => $"{program.Module}.dll (entry point) in {program.Location}",
        { AspNetCore: { } member } => $"{member.Module}.dll (member {member.Callable}) in {member.Location}",
        _ => throw new ArgumentException("Settings without an application.", nameof(settings)),
    };

    [LoggerMessage(1, LogLevel.Information, "version {Version}, process {Pid}")]
    private static partial void LogVersion(ILogger logger, string version, int pid);

    [LoggerMessage(2, LogLevel.Information, "{What} {Value}")]
    private static partial void LogFact(ILogger logger, string what, string value);

    [LoggerMessage(3, LogLevel.Information, "{Contest}")]
    private static partial void LogContest(ILogger logger, string contest);
}
