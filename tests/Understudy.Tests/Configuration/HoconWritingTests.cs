using Akka.Configuration;

namespace Understudy.Tests.Configuration;

public class HoconWritingTests
{
    [UnderstudyTheory]
    [InlineData("a = 1\nb { c = text, d { e = on } }")]
    [InlineData("\"/gateway\" { dispatcher = d }\n\"a.b\" = 1\n\"\" = empty\ninclude = x")]
    [InlineData("a = \"  padded  \", b = \"\", c = null, d = \"null\"")]
    [InlineData("a = \"tab\\t quote\\\" back\\\\slash \\u0001 \\n\"")]
    [InlineData("a = [1, [2, \"x y\"], { z = 3, w = [] }], e = [], f {}")]
    [InlineData("a = \"http://x:1/?y=*\"")]
    public void What_is_written_reads_back_as_the_same(string hocon)
    {
        var written = ConfigurationFactory.ParseString(hocon).ToString();
        Assert.Equal(written, ConfigurationFactory.ParseString(written).ToString());
        Assert.Equal(Flat(ConfigurationFactory.ParseString(hocon).Root!), Flat(ConfigurationFactory.ParseString(written).Root!));
    }

    [UnderstudyFact]
    public void Substitutions_are_written_as_their_values() =>
        Assert.Equal("a : x\nb : x\n", ConfigurationFactory.ParseString("a = x\nb = ${a}").ToString());

    [UnderstudyFact]
    public void Objects_inside_others_are_indented() =>
        Assert.Equal("a : {\n  b : {\n    c : 1\n  }\n}\n", ConfigurationFactory.ParseString("a.b.c = 1").ToString());

    [UnderstudyFact]
    public void Writes_its_own_settings_or_those_of_the_fallbacks_too()
    {
        var config = ConfigurationFactory.ParseString("a = 1").WithFallback(ConfigurationFactory.ParseString("b = 2"));
        Assert.Equal("a : 1\n", config.ToString());
        Assert.Equal("a : 1\n", config.ToString(false));
        Assert.Equal("b : 2\na : 1\n", config.ToString(true));
    }

    // The words of a value in order, with marks for the kinds, independent of how they are written.
    private static string Flat(Akka.Configuration.Hocon.HoconValue value) => value.GetObject() is { } section
        ? $"{{{string.Join("|", section.Items.Select(item => $"<{item.Key}>{Flat(item.Value)}"))}}}"
        : value.IsString() ? $"<{value.GetString() ?? "\0"}>" : $"[{string.Join("|", value.GetArray().Select(Flat))}]";
}
