using ActorServer.Server.Configuration;

namespace ActorServer.Configuration;

/// <summary>What the program was told: the command line, app.yaml and the HOCON file that one of them names, over the server's defaults.</summary>
internal static class ServerConfiguration
{
    /// <summary>Reads all layers and checks them.</summary>
    /// <param name="file">The YAML file as the person named it.</param>
    /// <param name="commandLine">What the command line says.</param>
    /// <param name="hoconOption">The value of <c>--hocon</c>, relative to the working directory; null when it was not given.</param>
    /// <param name="isToRun">False leaves out whether all that it names is there: a server that runs is found by its configuration also when a file has gone.</param>
    /// <returns>The configuration, or null with at least one problem.</returns>
    public static (LayeredConfiguration? Configuration, IReadOnlyList<Problem> Problems) Read(
        string file, IReadOnlyList<Entry> commandLine, string? hoconOption, bool isToRun = true)
    {
        var problems = new List<Problem>();
        var yaml = AppYaml.Read(file);
        problems.AddRange(yaml.Problems);
        var layers = new List<Layer>
        {
            Layer.Of("command line", "command line", commandLine),
            Layer.Of(Path.GetFileName(file), file, yaml.Entries),
        };
        if (hoconOption is not null)
            Add(HoconFile.Read(hoconOption, "--hocon", problems));
        else if (yaml.Hocon is var (name, place))
            Add(HoconFile.Read(Path.Combine(Path.GetDirectoryName(file) ?? "", name), place, problems));
        return (LayeredConfiguration.Of(layers, Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/", problems, isToRun), problems);

        void Add(Layer? layer)
        {
            if (layer is not null)
                layers.Add(layer);
        }
    }
}
