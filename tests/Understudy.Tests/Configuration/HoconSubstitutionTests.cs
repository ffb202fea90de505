using Akka.Configuration;

namespace Understudy.Tests.Configuration;

public class HoconSubstitutionTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("a = text\nb = ${a}", "text")]
    [InlineData("b = ${a}\na = text", "text")]
    [InlineData("x { y = text }\nb = ${x.y}", "text")]
    [InlineData("a = one\nb = ${a} two", "one two")]
    [InlineData("a = one\nb = zero${a}two", "zeroonetwo")]
    [InlineData("a = one\na = two\nb = ${a}", "two")]
    [InlineData("c = deep\na = ${c}\nb = ${a}", "deep")]
    public void Text_is_put_in_the_place_of_a_substitution(string hocon, string expected) => Assert.Equal(expected, Parse(hocon).GetString("b"));

    [Fact]
    public void Objects_and_arrays_are_put_in_the_place_of_a_substitution()
    {
        var config = Parse("base { x = 1, y = 1 }\ncopy = ${base}\nlist = [1, 2]\nsame = ${list}\nmore = ${list} [3]");
        Assert.Equal(1, config.GetInt("copy.x"));
        Assert.Equal([1, 2], config.GetIntList("same"));
        Assert.Equal([1, 2, 3], config.GetIntList("more"));
    }

    [Fact]
    public void A_substitution_without_a_value_is_an_error() =>
        Assert.Throws<FormatException>(() => Parse("a = ${no.such.key}").GetString("a"));

    [Fact]
    public void What_overrides_a_key_later_does_not_change_what_was_put_in_the_place_of_a_substitution()
    {
        var config = Parse("a = over").WithFallback(Parse("a = under\nb = ${a}"));
        Assert.Equal("over", config.GetString("a"));
        Assert.Equal("under", config.GetString("b"));
    }

    [UnderstudyFact]
    public void An_object_inherits_from_another()
    {
        var config = Parse("""
            generic { size = 6, name = none }
            east = ${generic} { name = east }
            west = ${generic}
            west { name = west }
            """);
        Assert.Equal(6, config.GetInt("east.size"));
        Assert.Equal("east", config.GetString("east.name"));
        Assert.Equal(6, config.GetInt("west.size"));
        Assert.Equal("west", config.GetString("west.name"));
        Assert.Equal("none", config.GetString("generic.name"));
    }

    [UnderstudyTheory]
    [InlineData("b = before\nb = ${?no.such.key}", "before")]
    [InlineData("b = x${?no.such.key}y", "xy")]
    [InlineData("b = x ${?no.such.key}", "x")]
    [InlineData("a = text\nb = ${?a}", "text")]
    public void An_optional_substitution_without_a_value_leaves_everything_as_it_was(string hocon, string expected) =>
        Assert.Equal(expected, Parse(hocon).GetString("b"));

    [UnderstudyFact]
    public void A_key_that_is_only_an_optional_substitution_without_a_value_is_absent()
    {
        Assert.False(Parse("b = ${?no.such.key}").HasPath("b"));
        Assert.Equal([1, 2], Parse("b = [1, ${?no.such.key}, 2]").GetIntList("b"));
    }

    [UnderstudyTheory]
    [InlineData("a = x\na = ${a}y", "xy")]
    [InlineData("a = x\na = ${a}y\na = ${a}z", "xyz")]
    [InlineData("a = ${?a}y", "y")]
    [InlineData("a = x\nb = ${a}\na = ${b}y", "xy")]
    [InlineData("c { a = x }\na = ${c.a}", "x")]
    [InlineData("a { a = x }\na = ${a.a}", "x")]
    public void Inside_its_own_definition_a_key_has_the_value_from_before(string hocon, string expected) =>
        Assert.Equal(expected, Parse(hocon).GetString("a"));

    [UnderstudyFact]
    public void Arrays_and_objects_grow_by_what_they_were_before()
    {
        Assert.Equal([1, 2], Parse("a = [1]\na = ${a} [2]").GetIntList("a"));
        var config = Parse("a { x = 1 }\na = ${a} { y = 2 }");
        Assert.Equal([1, 2], new[] { "a.x", "a.y" }.Select(path => config.GetInt(path)));
    }

    [UnderstudyFact]
    public void A_substitution_inside_an_object_sees_what_is_written_later_about_that_object()
    {
        var config = Parse("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }");
        Assert.Equal(43, config.GetInt("bar.baz"));
    }

    [UnderstudyFact]
    public void A_key_that_is_hidden_is_not_looked_up() => Assert.Equal(5, Parse("a = ${no.such.key}\na = 5").GetInt("a"));

    [UnderstudyTheory]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}\nb = ${a}")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}")]
    [InlineData("a = x${a}")]
    [InlineData("a = [${a}]")]
    [InlineData("a { b = ${a} }")]
    [InlineData("a { b = ${c} }\nc { d = ${a} }")]
    public void Going_round_in_a_circle_is_an_error(string hocon) => Assert.Throws<FormatException>(() => Parse(hocon));

    [UnderstudyFact]
    public void Circles_behind_a_view_from_before_end_too()
    {
        Assert.Throws<FormatException>(() => Parse("a { k = ${a.k} }\na = ${a}"));
        Assert.Throws<FormatException>(() => Parse("a = ${b.x}\nb = ${c} { x = ${a} }\nc {}"));
        Assert.Throws<FormatException>(() => Parse("c = x${?a}y\na.d += ${?a}\na = ${?c.d}"));
    }

    [UnderstudyFact]
    public void What_was_seen_from_inside_a_definition_is_not_what_others_see()
    {
        // Inside a's own definition b is seen with the a from before; everywhere else with the final one.
        var config = Parse("a = 1\nb = ${a}y\na = ${b}x");
        Assert.Equal("1yx", config.GetString("a"));
        Assert.Equal("1yxy", config.GetString("b"));
    }

    [UnderstudyFact]
    public void A_path_may_be_quoted() => Assert.Equal(1, Parse("\"a.b\" = 1\nc = ${\"a.b\"}").GetInt("c"));

    [UnderstudyFact]
    public void What_the_document_does_not_have_the_environment_may()
    {
        Environment.SetEnvironmentVariable("UNDERSTUDY_TEST_PORT", "8000");
        var config = Parse("port = 80\nport = ${?UNDERSTUDY_TEST_PORT}\nother = ${?UNDERSTUDY_TEST_ABSENT}");
        Assert.Equal(8000, config.GetInt("port"));
        Assert.False(config.HasPath("other"));
    }

    [UnderstudyTheory]
    [InlineData("a = [1]\nb = ${a} text")]
    [InlineData("a { x = 1 }\nb = ${a} [1]")]
    public void Values_of_different_kinds_are_not_joined(string hocon) => Assert.Throws<FormatException>(() => Parse(hocon));
}
