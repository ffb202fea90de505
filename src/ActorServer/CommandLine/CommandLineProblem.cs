using System.CommandLine;
using ActorServer.Gateways;

namespace ActorServer.CommandLine;

/// <summary>Finds the one thing to say about a command line that cannot be understood: the first, since the rest often follows from it.</summary>
internal static class CommandLineProblem
{
    /// <summary>The problem as a sentence; null when there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">What it took for FILE.</param>
    /// <param name="early">What it took for FILE before the name of a command.</param>
    /// <param name="root">The command that knows all options.</param>
    public static string? In(ParseResult parsed, string? file, string? early, Command root)
    {
        // The library takes a mistyped option for FILE, and its value for a word too many.
        var misread = new[] { early, file }.Concat(parsed.UnmatchedTokens).FirstOrDefault(word => word?.StartsWith('-') == true);
        if (misread is not null)
            return UnknownOption(misread, root);
        if (parsed.UnmatchedTokens is [var surplus, ..])
            return $"{SettingsError.Quote(surplus)} is one word too many: one FILE is allowed{InsteadOf(file, root)}.";

        // Without this, "other.yaml check" would check app.yaml.
        if (parsed.CommandResult.Command != root && early is not null)
            return $"{SettingsError.Quote(early)} stands before the command; FILE goes behind it: actorserver {parsed.CommandResult.Command.Name} {early}.";
        if (parsed.Errors is [var first, ..])
            return first.SymbolResult is System.CommandLine.Parsing.OptionResult option ? OptionProblem(option, first.Message) : first.Message;
        return file is not null && !File.Exists(file) && Path.GetExtension(file).Length == 0 && NearestCommand(file, root) is { } command
            ? $"there is no file {SettingsError.Quote(file)}, and it is not a command. Did you mean {command}?"
            : null;
    }

    private static string UnknownOption(string word, Command root)
    {
        var name = word.Split('=', ':')[0];
        var nearest = Nearest.To(name, root.Options.Select(option => option.Name));
        return $"{SettingsError.Quote(name)} is not an option.{(nearest is null ? "" : $" Did you mean {nearest}?")}";
    }

    private static string OptionProblem(System.CommandLine.Parsing.OptionResult result, string message)
    {
        var option = result.Option;
        return result.Tokens.Count == 0
            ? $"{option.Name} needs a value: {option.Name} {option.HelpName}."
            : result.IdentifierTokenCount > 1 ? $"{option.Name} is given {result.IdentifierTokenCount} times; once is allowed." : message;
    }

    private static string InsteadOf(string? file, Command root) =>
        file is not null && NearestCommand(file, root) is { } command ? $" (did you mean the command {command} instead of {SettingsError.Quote(file)}?)" : "";

    private static string? NearestCommand(string word, Command root) => Nearest.To(word, root.Subcommands.Select(command => command.Name));
}
