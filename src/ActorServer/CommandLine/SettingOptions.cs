using System.CommandLine;
using ActorServer.Configuration;
using ActorServer.Server.Configuration;

namespace ActorServer.CommandLine;

/// <summary>The options that set what app.yaml sets: one for each of its keys, values taken as text.</summary>
internal sealed class SettingOptions
{
    private readonly List<(AppKey Key, Option<string?> Option)> _texts = [];
    private readonly List<(AppKey Key, Option<bool> Option)> _switches = [];
    private readonly Option<string[]> _environment = new("--" + AppKey.Environment.Name)
    {
        Description = AppKey.Environment.Help,
        HelpName = AppKey.Environment.Placeholder,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Recursive = true,
    };

    /// <summary>Adds the options to a command and to all commands below it.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var key in AppKey.All)
        {
            switch (key.Kind)
            {
                case AppKeyKind.Mapping:
                    command.Add(_environment);
                    break;
                case AppKeyKind.Switch:
                    var toggle = new Option<bool>("--" + key.Name) { Description = key.Help, Recursive = true };
                    _switches.Add((key, toggle));
                    command.Add(toggle);
                    break;
                default:
                    var text = new Option<string?>("--" + key.Name)
                    {
                        Description = key.Help,
                        HelpName = key.Placeholder,
                        Arity = ArgumentArity.ExactlyOne,
                        Recursive = true,
                    };
                    _texts.Add((key, text));
                    command.Add(text);
                    break;
            }
        }
    }

    /// <summary>What the command line says.</summary>
    /// <param name="parsed">A command line without syntax errors.</param>
    /// <returns>Its values, the value of <c>--hocon</c>, and what is wrong with them already here.</returns>
    public (IReadOnlyList<Entry> Entries, string? Hocon, IReadOnlyList<Problem> Problems) Read(ParseResult parsed)
    {
        var entries = new List<Entry>();
        var problems = new List<Problem>();
        foreach (var (key, option) in _texts.Where(pair => pair.Key != AppKey.Hocon))
        {
            if (parsed.GetValue(option) is { } text)
                entries.Add(Of(key, text, option.Name));
        }

        foreach (var (key, option) in _switches.Where(pair => parsed.GetResult(pair.Option) is { Implicit: false }))
            entries.Add(AppEntry.Of(key, parsed.GetValue(option) ? "on" : "off", option.Name, option.Name));

        foreach (var pair in parsed.GetValue(_environment) ?? [])
        {
            var name = pair.Split('=', 2)[0];
            if (!pair.Contains('=', StringComparison.Ordinal) || EnvironmentName.Problem(name) is not null)
                problems.Add(new Problem(_environment.Name, $"{Gateways.SettingsError.Quote(pair)} is not NAME=VALUE."));
            else
                entries.Add(AppEntry.OfEnvironment(name, pair[(name.Length + 1)..], _environment.Name));
        }

        var hocon = _texts.Single(pair => pair.Key == AppKey.Hocon).Option;
        return (entries, parsed.GetValue(hocon), problems);
    }

    // A path on the command line is relative to the working directory, as everywhere on a command line.
    private static Entry Of(AppKey key, string text, string option)
    {
        var isPath = text.Length > 0 && key.HoconKey switch
        {
            "actor-server.application.location" => true,
            "actor-server.wsgi.python" => text.Contains('/', StringComparison.Ordinal),
            "actor-server.access-log.to" => text is not (Server.Settings.AccessLogSettings.Stdout or "off"),
            "actor-server.control.socket" => text is not Server.Settings.ControlSettings.Off,
            _ => false,
        };
        var entry = AppEntry.Of(key, isPath ? Path.GetFullPath(text) : text, option, option);
        return entry with { Text = text };
    }
}
