using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ActorServer.Tests.Layout;

/// <summary>The table of <c>src</c> in README.md is the order of dependency: a project references only projects below it.</summary>
public sealed partial class ProjectOrderTests
{
    private const string Missing = "README.md needs the table of src: one row that starts with \"| `src/…`\" for each project, the program first, the runtime last.";

    [Fact]
    public void README_lists_every_project_of_src()
    {
        var projects = Repository.Files("src", ".csproj").Select(file => file[..file.LastIndexOf('/')]).Order(StringComparer.Ordinal);
        Assert.Equal(projects, Order().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_references_only_projects_below_it()
    {
        var order = Order();
        var upwards = Repository.Files("src", ".csproj")
            .SelectMany(project => References(project).Select(reference => (from: project[..project.LastIndexOf('/')], to: reference)))
            .Where(pair => order.IndexOf(pair.to) <= order.IndexOf(pair.from))
            .Select(pair => $"{pair.from} → {pair.to}");
        Assert.Equal([], upwards);
    }

    [Fact]
    public void There_are_references_to_look_at()
    {
        Assert.Contains("src/ActorServer.Http", References("src/ActorServer.Server/ActorServer.Server.csproj"));
    }

    private static List<string> Order()
    {
        var rows = Row().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(rows.Count > 0, Missing);
        return rows;
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFullPath(reference.Attribute("Include")!.Value, Path.Combine(Repository.Root, Path.GetDirectoryName(project)!))) // A reference without Include does not build.
            .Select(path => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!));

    [GeneratedRegex(@"^\| `(src/[\w./-]+?)/?`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
