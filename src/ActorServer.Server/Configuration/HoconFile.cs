using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorServer.Server.Configuration;

/// <summary>Reads a HOCON file with the files that it includes; each include is relative to the file that it stands in.</summary>
internal static partial class HoconFile
{
    private const string Concurrency = "actor-server.gateway.concurrency";
    private const string Instances = "akka.actor.deployment.\"/gateway\".nr-of-instances";

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="namedAt">The place that names the file: where a missing file is a problem.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The layer, or null when the file cannot be read.</returns>
    public static Layer? Read(string file, string namedAt, ICollection<Problem> problems) =>
        LayerOf(Path.GetFileName(file), file, () => Parse(file, namedAt, []), problems);

    /// <summary>Reads HOCON that is not in a file.</summary>
    /// <param name="text">The HOCON.</param>
    /// <param name="place">What messages call it.</param>
    /// <param name="folder">What its includes are relative to.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The layer, or null when the text cannot be read.</returns>
    public static Layer? ReadText(string text, string place, string folder, ICollection<Problem> problems) =>
        LayerOf(place, place, () => ParseText(text, place, folder, []), problems);

    private static Layer? LayerOf(string name, string place, Func<HoconRoot> parse, ICollection<Problem> problems)
    {
        try
        {
            return new Layer(name, place, WithDeployment(Resolve(place, parse())), new Dictionary<string, Entry>());
        }
        catch (HoconFileException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }
    }

    private static HoconRoot Parse(string file, string namedAt, IReadOnlyList<string> including)
    {
        var path = Path.GetFullPath(file);
        if (including.Contains(path))
            throw new HoconFileException(new Problem(namedAt, $"{file} is included by itself, directly or through others."));
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "is a folder" : File.Exists(path) ? $"cannot be read ({exception.Message})" : "does not exist";
            throw new HoconFileException(new Problem(namedAt, $"the HOCON file {Gateways.SettingsError.Quote(file)} {reason}{(file == path ? "" : $"; it is looked for as {path}")}."));
        }

        return ParseText(text, file, Path.GetDirectoryName(file) ?? "", [.. including, path]);
    }

    private static HoconRoot ParseText(string text, string place, string folder, IReadOnlyList<string> including)
    {
        try
        {
            // Akka.NET's own parser asks for each include by its bare name: who includes is known only here.
            return Parser.Parse(text, name => Parse(Path.Combine(folder, name), place, including));
        }
        catch (Exception exception) when (exception is not HoconFileException)
        {
            throw new HoconFileException(Wrong(place, exception));
        }
    }

    // A substitution without a value may show when the text is read (Akka.NET) or when all of it is put together (Understudy).
    private static Config Resolve(string file, HoconRoot root)
    {
        try
        {
            return new Config(root);
        }
        catch (FormatException exception)
        {
            throw new HoconFileException(Wrong(file, exception));
        }
    }

    // Akka.NET throws whatever its parser runs into, from FormatException to a bare Exception: all mean that the text is wrong.
    private static Problem Wrong(string file, Exception exception)
    {
        var position = Position().Match(exception.Message);
        var place = position.Success ? $"{file}:{position.Groups[1].Value}:{position.Groups[2].Value}" : file;
        return new Problem(place, $"this is not HOCON: {exception.Message[position.Length..].Trim()}");
    }

    // akka.actor.deployment is where people who know Akka say how large a pool is; the server's own key wins over it.
    private static Config WithDeployment(Config config) =>
        !config.IsEmpty && !config.HasPath(Concurrency) && config.HasPath(Instances)
            ? ConfigurationFactory.ParseString($"{Concurrency} = {Entry.Quote(KeyTree.TextOf(config.GetValue(Instances)))}").WithFallback(config)
            : config;

    [GeneratedRegex(@"^line (\d+), column (\d+):?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Position();

    private sealed class HoconFileException(Problem problem) : Exception(problem.ToString())
    {
        public Problem Problem { get; } = problem;
    }
}
