using System.Text.RegularExpressions;

namespace ActorServer.Tests.Layout;

public sealed partial class FileTests
{
    private const int LongestFile = 350;

    [Fact]
    public void No_source_file_is_longer_than_350_lines()
    {
        var tooLong = Sources(".cs", ".py").Where(file => Repository.Read(file).AsSpan().Count('\n') > LongestFile);
        Assert.Equal([], tooLong);
    }

    [Fact]
    public void No_source_file_depends_on_a_build_symbol()
    {
        var conditional = Sources(".cs").Where(file => BuildSymbol().IsMatch(Repository.Read(file)));
        Assert.Equal([], conditional);
    }

    [Fact]
    public void A_namespace_is_its_folder_except_in_Understudy()
    {
        var astray = Repository.Files("src", ".cs")
            .Where(file => !file.StartsWith("src/Understudy", StringComparison.Ordinal))
            .Select(file => (file, match: Namespace().Match(Repository.Read(file))))
            .Where(source => source.match.Success && source.match.Groups[1].Value != FolderOf(source.file["src/".Length..]))
            .Select(source => $"{source.file}: {source.match.Groups[1].Value}");
        Assert.Equal([], astray);
    }

    [Fact]
    public void A_test_stands_in_the_namespace_of_its_folder()
    {
        var astray = Repository.Files("tests/ActorServer.Tests", ".cs")
            .Select(file => (file, match: Namespace().Match(Repository.Read(file))))
            .Where(source => source.match.Success && source.match.Groups[1].Value != FolderOf(source.file["tests/".Length..]))
            .Select(source => $"{source.file}: {source.match.Groups[1].Value}");
        Assert.Equal([], astray);
    }

    [Fact]
    public void There_are_sources_to_look_at()
    {
        // A walk that finds nothing would let every test here pass.
        Assert.True(Sources(".cs").Count() > 100);
        Assert.Contains("src/ActorServer/Program.cs", Sources(".cs"));
        Assert.Contains(Sources(".py"), file => file.StartsWith("src/ActorServer.Gateways/Wsgi/python/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources(params string[] extensions) =>
        Repository.Files("src", extensions).Concat(Repository.Files("tests", extensions));

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')].Replace('/', '.');

    [GeneratedRegex(@"^\s*#\s*(if|elif)\b", RegexOptions.Multiline)]
    private static partial Regex BuildSymbol();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
