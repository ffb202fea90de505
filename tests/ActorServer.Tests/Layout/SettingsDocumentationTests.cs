using Akka.Configuration;
using ActorServer.Configuration;
using ActorServer.Server.Configuration;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Layout;

/// <summary>
/// Code reads what reference.conf documents, and nothing else. Both directions are tested by reading: a key that is read and not documented is
/// missing from the defaults; one that is documented and not read can be spoiled without anybody noticing.
/// </summary>
public sealed class SettingsDocumentationTests
{
    private static readonly Config Reference = ConfigurationFactory.ParseString(Repository.Read("hocon/reference.conf"));

    public static TheoryData<string> Keys =>
        [.. KeyTree.Leaves(Reference).Select(leaf => leaf.Key).Where(key => key.StartsWith("actor-server.", StringComparison.Ordinal))];

    [Fact]
    public void Every_key_that_is_read_is_documented()
    {
        Assert.Equal([], ServerSettings.ErrorsIn(Reference));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_that_is_documented_is_read(string key)
    {
        // No key takes both: where a value belongs an object is wrong, and where free names belong a value is.
        var spoiled = ConfigurationFactory.ParseString(key.EndsWith(".environment", StringComparison.Ordinal) || key.EndsWith(".certificates", StringComparison.Ordinal) ? $"{key} = 1" : $"{key} {{ nobody-reads-this = 1 }}");
        var errors = ServerSettings.ErrorsIn(spoiled.WithFallback(Reference));
        Assert.Contains(errors, error => error.Key == key);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_has_a_comment_above_it_or_above_its_group(string key)
    {
        var name = key[(key.LastIndexOf('.') + 1)..];
        var lines = Repository.Read("hocon/reference.conf").Split('\n');
        var blocks = lines.Select((line, number) => (line, number)).Where(item => IsSetting(item.line, name)).ToArray();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(HasComment(lines, block.number), $"line {block.number + 1}: {block.line.Trim()} has no comment above it"));
    }

    [Fact]
    public void Every_key_of_app_yaml_that_sets_something_sets_a_documented_key()
    {
        var known = ReferenceConf.Load().Keys;
        Assert.Equal([], AppKey.All.Where(key => key.HoconKey is not null && !known.Contains(key.HoconKey)));
    }

    [Fact]
    public void The_embedded_reference_conf_is_the_one_in_the_tree()
    {
        Assert.Equal(KeyTree.Leaves(Reference).Select(leaf => leaf.Key), KeyTree.Leaves(ReferenceConf.Load().Layer.Config).Select(leaf => leaf.Key));
    }

    [Theory]
    [InlineData("hocon/development.conf")]
    [InlineData("hocon/production.conf")]
    public void A_shipped_file_has_no_problem_and_only_differences(string file)
    {
        var problems = new List<Problem>();
        var layer = HoconFile.Read(Path.Combine(Repository.Root, file), file, problems);
        Assert.Equal([], problems);
        Assert.NotNull(layer);
        Assert.Equal([], ReferenceConf.Load().UnknownKeysOf(layer));
        Assert.Equal([], ServerSettings.ErrorsIn(layer.Config.WithFallback(Reference)));
    }

    [Fact]
    public void Every_HOCON_file_of_the_tree_is_tested_here()
    {
        Assert.Equal(["hocon/development.conf", "hocon/production.conf", "hocon/reference.conf"], Repository.Files("hocon", ".conf").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void App_yaml_at_the_top_runs_the_sample()
    {
        var (configuration, problems) = ServerConfiguration.Read(Path.Combine(Repository.Root, "app.yaml"), [], null);
        Assert.Equal([], problems);
        Assert.Equal(
            ["127.0.0.1", "9989", "5", "100", "5s", Path.Combine(Repository.Root, "src/Samples/pyapp"), "wsgi", "application"],
            new[]
            {
                "listener.address", "listener.port", "gateway.concurrency", "listener.backlog", "gateway.queue-timeout",
                "application.location", "application.module", "application.callable",
            }.Select(key => KeyTree.TextOf(configuration!.Merged.GetValue("actor-server." + key))));
    }

    [Fact]
    public void App_yaml_of_the_sample_in_csharp_runs_what_its_build_made()
    {
        // Read as it stands: whether the folder is there depends on what was built last.
        var yaml = AppYaml.Read(Path.Combine(Repository.Root, "src/Samples/sharpapp/app.yaml"));
        Assert.Equal([], yaml.Problems);
        Assert.Equal(
            ["../../../artifacts/bin/sharpapp/debug", "sharpapp", "Samples.sharpapp.Site.Application"],
            new[] { "location", "module", "callable" }.Select(key => yaml.Entries.Single(entry => entry.HoconKey == "actor-server.application." + key).Text));
    }

    private static bool IsSetting(string line, string name) =>
        line.TrimStart() is var text && (text.StartsWith(name + " =", StringComparison.Ordinal) || text.StartsWith(name + " {", StringComparison.Ordinal));

    // A group of settings shares the comment above its first line, or the one above the section that holds it.
    private static bool HasComment(string[] lines, int number)
    {
        for (var above = number - 1; above >= 0; above--)
        {
            var text = lines[above].Trim();
            if (text.StartsWith('#'))
                return true;
            if (text.Length == 0)
                return false;
        }

        return false;
    }
}
