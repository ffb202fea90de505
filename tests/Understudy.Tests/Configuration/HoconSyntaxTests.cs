using Akka.Configuration;

namespace Understudy.Tests.Configuration;

public class HoconSyntaxTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("a { b = 1 }")]
    [InlineData("a = { b = 1 }")]
    [InlineData("a : { b : 1 }")]
    [InlineData("a.b = 1")]
    [InlineData("{ a { b = 1 } }")]
    [InlineData("{ \"a\" : { \"b\" : 1 } }")]
    [InlineData("a\n{\n  b\n=\n1\n}")]
    [InlineData("a { b = 1, }")]
    [InlineData("a\r\n{\r\n\tb = 1\r\n}\r\n")]
    [InlineData("a.b=1 # comment")]
    [InlineData("a.b=1 // comment")]
    [InlineData("# only\n// comments\na.b = 1\n#end")]
    [InlineData("a { b = 2 }\na { b = 1 }")]
    [InlineData("a = 5\na { b = 1 }")]
    public void Every_form_of_a_nested_key_is_the_same_key(string hocon) => Assert.Equal(1, Parse(hocon).GetInt("a.b"));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t\n")]
    [InlineData("# nothing")]
    [InlineData("{}")]
    public void A_document_without_keys_is_empty(string hocon) => Assert.True(Parse(hocon).IsEmpty);

    [Theory]
    [InlineData("a = one two", "one two")]
    [InlineData("a = one   two   # comment", "one   two")]
    [InlineData("a =   spaced   ", "spaced")]
    [InlineData("a = \"quoted # not // comment\"", "quoted # not // comment")]
    [InlineData("a = \"x\" y", "x y")]
    [InlineData("a = \"x\"y", "xy")]
    [InlineData("a = /path/to/file", "/path/to/file")]
    [InlineData("a = 1.2.3", "1.2.3")]
    [InlineData("a = c-d_e", "c-d_e")]
    [InlineData("a = \"\"", "")]
    [InlineData("a = \"C:\\\\dir\"", "C:\\dir")]
    [InlineData("a = \"tab\\tnew\\nline\\u0041\\/\\\"\"", "tab\tnew\nlineA/\"")]
    [InlineData("a = \"\"\"raw \\n \"text\" here\"\"\"", "raw \\n \"text\" here")]
    [InlineData("a = \"\"\"two\nlines\"\"\"", "two\nlines")]
    [InlineData("a = \"{[=,:]}\"", "{[=,:]}")]
    [InlineData("a = Akka.Event.DefaultLogger", "Akka.Event.DefaultLogger")]
    [InlineData("a = \"Akka.TestKit.TestScheduler, Akka.TestKit\"", "Akka.TestKit.TestScheduler, Akka.TestKit")]
    [InlineData("a = включено", "включено")]
    public void Reads_text(string hocon, string expected) => Assert.Equal(expected, Parse(hocon).GetString("a"));

    [UnderstudyTheory]
    [InlineData("a = \"  padded  \"", "  padded  ")]
    [InlineData("a = \"\"\"ends in a quote\"\"\"\"", "ends in a quote\"")]
    [InlineData("a = \"null\"", "null")]
    public void Reads_quoted_text_as_it_is_written(string hocon, string expected) => Assert.Equal(expected, Parse(hocon).GetString("a"));

    [Theory]
    [InlineData("[1, 2, 3]")]
    [InlineData("[1,2,3,]")]
    [InlineData("[\n1\n2\n3\n]")]
    [InlineData("[ # one\n 1, // two\n 2, 3 ]")]
    [InlineData("[1] [2, 3]")]
    public void Reads_arrays(string array) => Assert.Equal([1, 2, 3], Parse($"a = {array}").GetIntList("a"));

    [UnderstudyFact]
    public void A_line_end_before_a_comma_is_no_second_separator() => Assert.Equal([1, 2], Parse("a = [1\n, 2]").GetIntList("a"));

    [Fact]
    public void Reads_arrays_of_objects_and_of_arrays()
    {
        var config = Parse("a = [{ x = 1 }, { x = 2 }], b = [[1, 2], [3]]");
        Assert.Equal([1, 2], config.GetValue("a")!.GetArray().Select(item => item.GetObject()!.GetKey("x")!.GetInt()));
        Assert.Equal([2, 1], config.GetValue("b")!.GetArray().Select(item => item.GetArray().Count));
    }

    [Theory]
    [InlineData("\"/gateway\".dispatcher = d", "\"/gateway\".dispatcher")]
    [InlineData("/gateway.dispatcher = d", "/gateway.dispatcher")]
    [InlineData("/gateway { dispatcher = d }", "\"/gateway\".dispatcher")]
    [InlineData("\"/a/*\" { dispatcher = d }", "\"/a/*\".dispatcher")]
    [InlineData("\"a.b\".c = d", "\"a.b\".c")]
    [InlineData("x.\"a.b\" = d", "x.\"a.b\"")]
    [InlineData("\"with space\" = d", "\"with space\"")]
    [InlineData("with space = d", "with space")]
    [InlineData("include = d", "include")]
    [InlineData("included = d", "included")]
    [InlineData("3.14 = d", "3.14")]
    [InlineData("a-b_c = d", "a-b_c")]
    public void Reads_keys(string hocon, string path) => Assert.Equal("d", Parse(hocon).GetString(path));

    [Fact]
    public void Later_keys_win_and_objects_merge()
    {
        var config = Parse("""
            a { x = 1, y = 1 }
            a.y = 2
            a { z = 3 }
            b = [1]
            b = [2]
            c { old = 1 }
            c = text
            """);
        Assert.Equal([1, 2, 3], new[] { "a.x", "a.y", "a.z" }.Select(path => config.GetInt(path)));
        Assert.Equal([2], config.GetIntList("b"));
        Assert.Equal("text", config.GetString("c"));
        Assert.False(config.HasPath("c.old"));
    }

    [UnderstudyFact]
    public void An_array_in_the_place_of_another_replaces_it_even_when_it_is_empty()
    {
        var config = Parse("b = [1]\nb = []");
        Assert.Empty(config.GetIntList("b"));
    }

    [UnderstudyTheory]
    [InlineData("a = {x = 1} {y = 2}")]
    [InlineData("a = {x = 1, y = 5}{y = 2}")]
    public void Objects_side_by_side_are_merged(string hocon)
    {
        var config = Parse(hocon);
        Assert.Equal(1, config.GetInt("a.x"));
        Assert.Equal(2, config.GetInt("a.y"));
    }

    [UnderstudyFact]
    public void Plus_and_equals_sign_appends_to_an_array()
    {
        Assert.Equal([1, 2, 3], Parse("a = [1]\na += 2\na += 3").GetIntList("a"));
        Assert.Equal(["x"], Parse("new.list += x").GetStringList("new.list"));
        Assert.Equal([1, 2], Parse("s { a = [1] }\ns { a += 2 }").GetIntList("s.a"));
    }

    [UnderstudyFact]
    public void A_byte_order_mark_is_not_part_of_the_first_key() => Assert.Equal(1, Parse("\ufeffa = 1").GetInt("a"));

    [Fact]
    public void Lists_the_keys_of_a_section_in_the_order_of_the_document()
    {
        var section = Parse("env { LANG = C, \"with space\" = x, \"a.b\" = y, LANG = D }").GetConfig("env")!;
        Assert.Equal(["LANG", "with space", "a.b"], section.AsEnumerable().Select(item => item.Key));
        Assert.Equal(["D", "x", "y"], section.AsEnumerable().Select(item => item.Value.GetString()));
        Assert.Empty(Parse("env {}").GetConfig("env")!.AsEnumerable());
        Assert.True(Parse("env {}").GetConfig("env")!.IsEmpty);
    }

    [Fact]
    public void Gives_objects_as_dictionaries()
    {
        var unwrapped = Parse("a { b { c = 1 } }").Root!.GetObject()!.Unwrapped;
        var b = Assert.IsAssignableFrom<IDictionary<string, object>>(Assert.IsAssignableFrom<IDictionary<string, object>>(unwrapped["a"])["b"]);
        Assert.Equal(["c"], b.Keys);
    }
}
