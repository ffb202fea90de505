using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Understudy.Tests.Configuration;

public class HoconIncludeTests
{
    private static Config Parse(string hocon, params (string Name, string Hocon)[] files)
    {
        HoconRoot Include(string name) => Parser.Parse(files.Single(file => file.Name == name).Hocon, Include);
        return ConfigurationFactory.ParseString(hocon, Include);
    }

    [Fact]
    public void The_included_keys_stand_where_the_statement_stands()
    {
        var config = Parse("a { include \"x.conf\" }\nb = 1", ("x.conf", "c { d = 5 }\ne = [1]"));
        Assert.Equal(5, config.GetInt("a.c.d"));
        Assert.Equal([1], config.GetIntList("a.e"));
        Assert.Equal(1, config.GetInt("b"));
    }

    [Fact]
    public void What_is_written_later_wins()
    {
        var config = Parse("a { x = 1, y = 1 }\na { include \"x.conf\" }\na.x = 3", ("x.conf", "x = 2, y = 2"));
        Assert.Equal(3, config.GetInt("a.x"));
        Assert.Equal(2, config.GetInt("a.y"));
    }

    [Fact]
    public void Included_documents_include_others() =>
        Assert.Equal(1, Parse("a { include \"x\" }", ("x", "b { include \"y\" }"), ("y", "c = 1")).GetInt("a.b.c"));

    [Fact]
    public void Without_a_callback_an_include_is_an_error() =>
        Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString("include \"x.conf\""));

    [Fact]
    public void Substitutions_of_an_included_document_are_looked_up_below_the_place_of_inclusion() =>
        Assert.Equal("found", Parse("a { include \"x\" }", ("x", "b = found\nc = ${b}")).GetString("a.c"));

    [UnderstudyFact]
    public void The_including_document_gives_and_overrides_what_the_included_one_refers_to()
    {
        var config = Parse("root = outside\na { include \"x\" }\na.b = over", ("x", "b = under\nc = ${b}\nd = ${root}"));
        Assert.Equal("over", config.GetString("a.c"));
        Assert.Equal("outside", config.GetString("a.d"));
    }

    [UnderstudyFact]
    public void Nested_includes_look_up_from_the_inside_out()
    {
        var files = new[] { ("x", "k = middle\nb { include \"y\" }"), ("y", "c = ${k}, d = ${l}, e = ${m}\nm = inner") };
        var config = Parse("k = outer\nl = outer\nm = outer\na { include \"x\" }", files);
        Assert.Equal(["middle", "outer", "inner"], new[] { "a.b.c", "a.b.d", "a.b.e" }.Select(path => config.GetString(path)));
    }

    [UnderstudyFact]
    public void A_whole_document_may_be_included_at_the_root()
    {
        var config = Parse("include \"x\"\nb = 2", ("x", "a = 1\nb = 1\nc = ${b}"));
        Assert.Equal([1, 2, 2], new[] { "a", "b", "c" }.Select(path => config.GetInt(path)));
    }

    [UnderstudyTheory]
    [InlineData("include file(\"x\")")]
    [InlineData("include required(\"x\")")]
    [InlineData("include required( file( \"x\" ) )")]
    public void Reads_every_form_of_the_statement(string hocon) => Assert.Equal(1, Parse(hocon, ("x", "a = 1")).GetInt("a"));

    [UnderstudyFact]
    public void What_is_not_found_is_an_error_only_where_it_is_required()
    {
        Assert.True(ConfigurationFactory.ParseString("include \"x\"", _ => null!).IsEmpty);
        var fault = Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("\ninclude required(\"x\")", _ => null!));
        Assert.Equal("Line 2, column 1: 'x' is to be included and was not found.", fault.Message);
    }

    [UnderstudyFact]
    public void An_error_in_an_included_document_names_it()
    {
        var syntax = Assert.Throws<FormatException>(() => Parse("a {\n include \"x.conf\" }", ("x.conf", "b = 1\nc = *")));
        Assert.StartsWith("In 'x.conf', included at line 2: Line 2, column 5: ", syntax.Message, StringComparison.Ordinal);
        var substitution = Assert.Throws<FormatException>(() => Parse("a {\n include \"x.conf\" }", ("x.conf", "b = 1\nc = ${no.such.key}")));
        Assert.StartsWith("In 'x.conf': line 2, column 5: ", substitution.Message, StringComparison.Ordinal);
    }
}
